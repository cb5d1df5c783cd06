/** The adapter on markup as public tools and page snapshots describe it, in the variants that are out at once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instagram } from '../../src/sites/instagram.ts';

const CDN = 'https://scontent-ams2-1.cdninstagram.com/v/t51.82787-15';
const PHOTO = `${CDN}/500_600_700_n.jpg?stp=dst-jpg_e35_p1080x1080_tt6&ig_cache_key=Mzk1.3-ccb7&oh=00_AfX&oe=68A64902`;
const AVATAR = 'https://scontent.cdninstagram.com/v/t51.2885-19/1_2_3_n.jpg?stp=dst-jpg_s150x150';

type Icon = 'like' | 'comment' | 'repost' | 'share' | 'save';

const CURRENT: Readonly<Record<Icon, string>> = {
  like: '<path d="M16.792 3.904A4.989 4.989 0 0 1 21.5 9.122c0 3.072"/>',
  comment: '<path d="M20.656 17.008a9.993 9.993 0 1 0-3.59 3.615L22 22Z"/>',
  repost: '<path d="M19.998 9.497a1 1 0 0 0-1 1v4.228a3.274 3.274 0 0 1"/>',
  share: '<path d="M13.973 20.046 21.77 6.928C22.8 5.195 21.55 3 19.535 3H4.466"/>',
  save: '<polygon points="20 21 12 13.44 4 21 4 3 20 3 20 21"/>',
};
const OLDER_SHARE =
  '<line x1="22" x2="9.218" y1="3" y2="10.083"/><polygon points="11.698 20.334 22 3.001 2 3.001 9.218 10.084"/>';
const REDRAWN = '<path d="M1 1 L9 9 Z"/>';

interface Look {
  readonly icons?: 'current' | 'older' | 'redrawn';
  readonly labels?: Partial<Record<Icon, string>>;
  readonly tag?: 'div' | 'button';
  readonly without?: readonly Icon[];
}

const bar = ({ icons = 'current', labels = {}, tag = 'div', without = [] }: Look = {}): string => {
  const control = (name: Icon) => {
    if (without.includes(name)) return '';
    const shape = icons === 'redrawn' ? REDRAWN : icons === 'older' && name === 'share' ? OLDER_SHARE : CURRENT[name];
    const label = labels[name] === undefined ? '' : `aria-label="${labels[name]}"`;
    const open =
      tag === 'button' ? `<button id="${name}" type="button">` : `<div id="${name}" role="button" tabindex="0">`;
    return `<span>${open}<div><svg role="img" ${label} height="24" width="24" viewBox="0 0 24 24">${shape}</svg></div></${tag}></span>`;
  };
  const left = (['like', 'comment', 'repost', 'share'] as const).map(control).join('');
  return `<section><div>${left}</div><div>${control('save')}</div></section>`;
};

const post = (look?: Look, image = PHOTO): string => `
  <article>
    <header><a href="/kite.club/" role="link"><img src="${AVATAR}" alt="kite.club's profile picture"></a>
      <div id="more" role="button"><svg height="24" width="24"><circle cx="12" cy="12" r="1.5"/></svg></div></header>
    <a href="/p/DbTyxNbSlNJ/"><time datetime="2026-11-20T10:00:00Z">2 d</time></a>
    <div style="padding-bottom:125%"><img id="photo" crossorigin="anonymous" src="${image}"></div><div id="overlay"></div>
    ${bar(look)}
    <ul><li><div id="heart" role="button"><svg aria-label="Like" height="16" width="16">${CURRENT.like}</svg></div></li></ul>
  </article>`;

const at = (id: string): Element => document.querySelector(`#${id}`) ?? expect.fail(`no #${id}`);
const kindOf = (id: string) => instagram.shareAction(at(id).querySelector('svg *') ?? at(id))?.kind ?? null;

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.body.innerHTML = post();
});

describe('media keys', () => {
  test('are the same however the same picture is addressed', () => {
    const elsewhere =
      'https://instagram.fbom1-2.fna.fbcdn.net/v/t51.82787-15/500_600_700_n.webp?stp=dst-webp_s640x640&oe=1';
    expect(instagram.mediaKey(PHOTO)).toBe('500_600_700_n');
    expect(instagram.mediaKey(elsewhere)).toBe('500_600_700_n');
  });

  test('tell a part that the server cut out from the whole picture', () => {
    const tile = `${CDN}/500_600_700_n.jpg?stp=c0.180.1440.1440a_dst-jpg_e35_s640x640`;
    expect(instagram.mediaKey(tile)).toBe('500_600_700_n~0.180.1440.1440');
  });

  test.each([
    ['a profile picture', AVATAR],
    ["the site's own icons", 'https://static.cdninstagram.com/rsrc.php/v3/yI/r/abc.png'],
    ['another host', 'https://example.org/v/t51.2885-15/1_2_3_n.jpg'],
    ['a host that only looks like it', 'https://notcdninstagram.com/v/t51.2885-15/1_2_3_n.jpg'],
    ['a placeholder', 'data:image/gif;base64,R0lGODlhAQABAAAAACw='],
    ['no address', ''],
  ])('are not made for %s', (_, source) => {
    expect(instagram.mediaKey(source)).toBeNull();
  });
});

test('media of a post is its picture, not the profile picture', () => {
  expect([...instagram.media(document)].map(element => element.id)).toEqual(['photo']);
  expect([...instagram.media(at('photo'))].map(element => element.id)).toEqual(['photo']);
});

test('the permalink is cleaned, and taken from the post', () => {
  expect(instagram.permalink(at('photo'))).toBe('https://www.instagram.com/p/DbTyxNbSlNJ/');
});

describe('share actions', () => {
  test.each(['div', 'button'] as const)('Share and Repost are told by their outline on a %s', tag => {
    document.body.innerHTML = post({ tag });
    expect(['like', 'comment', 'repost', 'share', 'save'].map(kindOf)).toEqual([null, null, 'repost', 'share', null]);
  });

  test('the plane of the years before is known too', () => {
    document.body.innerHTML = post({ icons: 'older' });
    expect(kindOf('share')).toBe('share');
  });

  test.each([
    ['en', 'Share Post', 'Repost'],
    ['tr', 'Paylaş', 'Yeniden paylaş'],
    ['ar', 'مشاركة', 'Repost'],
    ['es', 'Compartir publicación', 'Republicar'],
  ])('after a redesign the labels tell (%s)', (lang, share, repost) => {
    document.documentElement.lang = lang;
    document.body.innerHTML = post({ icons: 'redrawn', labels: { share, repost, like: 'Like' } });
    expect(kindOf('share')).toBe('share');
    expect(kindOf('repost')).toBe('repost');
    expect(kindOf('like')).toBeNull();
  });

  test('with new icons and no labels the place in the bar tells: between Comment and Save', () => {
    document.body.innerHTML = post({ icons: 'redrawn' });
    expect(['like', 'comment', 'repost', 'share', 'save'].map(kindOf)).toEqual([null, null, 'share', 'share', null]);
  });

  test('a private account has no Share, and nothing is taken for it', () => {
    document.body.innerHTML = post({ icons: 'redrawn', without: ['share', 'repost'] });
    expect(['like', 'comment', 'save'].map(kindOf)).toEqual([null, null, null]);
  });

  test('taking a repost back passes nothing on', () => {
    document.body.innerHTML = post().replace(CURRENT.repost, `${CURRENT.repost}<path d="M9 12.5l2 2 4.612-4.614"/>`);
    expect(kindOf('repost')).toBeNull();
  });

  test('the plane that leads to the inbox is no share action', () => {
    document.body.innerHTML += `<a href="/direct/inbox/"><div id="inbox" role="button"><svg height="24">${CURRENT.share}</svg></div></a>`;
    expect(kindOf('inbox')).toBeNull();
  });

  test('hearts beside comments and the post menu are no share actions', () => {
    expect(kindOf('heart')).toBeNull();
    expect(kindOf('more')).toBeNull();
  });

  test('a share action knows its control, its media and its post', () => {
    const action = instagram.shareAction(at('share').querySelector('path') ?? at('share'));
    expect(action?.control.id).toBe('share');
    expect(action?.media.map(element => element.id)).toEqual(['photo']);
    expect(action?.permalink).toBe('https://www.instagram.com/p/DbTyxNbSlNJ/');
  });

  test('on a post page without an article the media is found around the bar', () => {
    const inside = new DOMParser().parseFromString(post(), 'text/html').querySelector('article')?.innerHTML ?? '';
    document.body.innerHTML = `<main><section>${inside.replaceAll('header', 'div')}</section></main>`;
    const action = instagram.shareAction(at('share'));
    expect(action?.media.map(element => element.id)).toEqual(['photo']);
  });
});

describe('films', () => {
  test('have the key of their cover, else that of what they play', () => {
    document.body.innerHTML = `<video id="covered" poster="${PHOTO}"></video><video id="bare"></video>`;
    at('bare').setAttribute('src', 'blob:https://www.instagram.com/5b1c');
    expect([...instagram.media(document)].map(({ id }) => id)).toEqual(['covered', 'bare']);
    expect(instagram.mediaKey('blob:https://www.instagram.com/5b1c')).toBe('blob-5b1c');
  });
});

describe('in the scroller of reels', () => {
  const column = (['like', 'comment', 'repost', 'share', 'save'] as const)
    .map(name => `<div>${bar().match(new RegExp(`<div id="${name}".*?</svg></div></div>`))?.[0]}</div>`)
    .join('');
  const scroller = `<main><div><div id="reel"><div><video poster="${PHOTO}"></video></div><div>${column}</div></div></div></main>`;

  beforeEach(() => {
    history.replaceState(null, '', '/reels/DbTyxNbSlNJ/');
    document.body.innerHTML = scroller;
  });
  afterEach(() => history.replaceState(null, '', '/'));

  const placeReel = (top: number) => {
    at('reel').getBoundingClientRect = () => new DOMRect(0, top, 400, innerHeight);
  };

  test('Share is told in its column, and the address is that of the reel in view', () => {
    placeReel(0);
    expect(['like', 'comment', 'repost', 'share', 'save'].map(kindOf)).toEqual([null, null, 'repost', 'share', null]);
    expect(instagram.shareAction(at('share'))?.permalink).toBe('https://www.instagram.com/reels/DbTyxNbSlNJ/');
  });

  test('a neighbour that is mounted beside it has not its address', () => {
    placeReel(innerHeight);
    expect(instagram.shareAction(at('share'))?.permalink).toBeNull();
  });
});

describe('in a story', () => {
  const story = (icon: string) => `
    <section><header><div role="button"><svg height="24"><path d="M8 5v14"/></svg></div></header>
      <img id="photo" decoding="sync" src="${PHOTO}">
      <div><textarea></textarea><div><div id="like" role="button"><svg height="24">${icon}</svg></div></div>
        <div><div id="share" role="button"><svg height="24">${icon}</svg></div></div></div></section>`;

  beforeEach(() => history.replaceState(null, '', '/stories/kite.club/3790000000001/'));
  afterEach(() => history.replaceState(null, '', '/'));

  test('with new icons and no labels the place tells: last beside the reply', () => {
    document.body.innerHTML = story(REDRAWN);
    expect(['like', 'share'].map(kindOf)).toEqual([null, 'share']);
    expect(instagram.shareAction(at('share'))?.permalink).toBe(
      'https://www.instagram.com/stories/kite.club/3790000000001/',
    );
  });
});

describe('menus and sheets', () => {
  const people = Array.from({ length: 4 }, (_, i) => `<div role="option" id="person${i}">Person ${i}</div>`).join('');
  const sheet = (words: readonly string[]) => `<div role="dialog"><div id="close" role="button"><svg height="18">
      <polyline points="20.643 3.357 12 12 3.353 20.647"/></svg></div><input type="text">${people}
      ${words.map((text, i) => `<div role="button" id="way${i}">${text}</div>`).join('')}</div>`;

  test('all that a sheet offers passes on what was opened, but not its people and not the way out', () => {
    document.body.innerHTML = sheet(['Copy link', 'Add to story', 'Send', 'WhatsApp', 'முற்றிலும் புதியது']);
    const kinds = [0, 1, 2, 3, 4].map(i => instagram.shareAction(at(`way${i}`)));
    expect(kinds.map(action => action?.kind)).toEqual(['copy-link', 'story', 'send', 'send', 'send']);
    expect(kinds.every(action => action?.ofOpened && action.media.length === 0)).toBe(true);
    expect(instagram.shareAction(at('person1'))).toBeNull();
    expect(instagram.shareAction(at('close'))).toBeNull();
  });

  test('in a menu only words that we know pass on', () => {
    document.body.innerHTML = `<div role="menu"><div role="menuitem" id="a">Forward</div><div role="menuitem" id="b">Unsend</div></div>`;
    expect(instagram.shareAction(at('a'))?.kind).toBe('forward');
    expect(instagram.shareAction(at('b'))).toBeNull();
  });

  test('a dialog with a search and no one to choose is not a sheet', () => {
    document.body.innerHTML = `<div role="dialog"><input type="text"><button id="follow">Follow</button></div>`;
    expect(instagram.shareAction(at('follow'))).toBeNull();
  });

  test('the dots of a post open something about it, those of the page about nothing', () => {
    expect(instagram.opens?.(at('more'))?.media.map(({ id }) => id)).toEqual(['photo']);
    document.body.innerHTML = `${post()}${post()}<div role="button" id="new"></div>`;
    expect(instagram.opens?.(at('new'))).toBeNull();
  });
});

describe('where messages are written', () => {
  beforeEach(() => {
    history.replaceState(null, '', '/direct/t/1/');
    document.body.innerHTML = `<div><div id="attached"></div><div><div id="photos" role="button"><svg></svg></div>
      <input type="file"><div id="box" role="textbox" contenteditable="true"></div><div id="send" role="button">Send</div></div></div>`;
  });
  afterEach(() => history.replaceState(null, '', '/'));

  test('sending text passes nothing on, sending an attached picture does, by button and from the box', () => {
    expect(instagram.shareAction(at('send'))).toBeNull();
    at('attached').innerHTML = '<img src="blob:https://www.instagram.com/77">';
    for (const from of ['send', 'box']) {
      const action = instagram.shareAction(at(from));
      expect([action?.kind, action?.control.id, action?.media.length]).toEqual(['send', 'send', 1]);
    }
    expect(instagram.shareAction(at('photos'))).toBeNull();
  });
});
