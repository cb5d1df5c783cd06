/** The digest of a publisher's key, for eyes and for the telephone: groups of four, four to a line, always left to right. */

const GROUP = /.{1,4}/g;

export const KeyDigest = ({ digest }: { readonly digest: string }) => (
  <code class="digest" dir="ltr">
    {(digest.match(GROUP) ?? []).map((group, place) => (
      <span key={place}>{group} </span>
    ))}
  </code>
);
