/** One secret to type, new or known. It is forgotten by the form as soon as it was handed over. */
import { useState } from 'preact/hooks';

interface PassphraseFormProps {
  readonly label: string;
  readonly action: string;
  /** For a new one: what it has to be, in words and as a test. Null for one that is there already. */
  readonly rule: { readonly words: string; readonly isMet: (passphrase: string) => boolean } | null;
  readonly onSubmit: (passphrase: string) => Promise<void>;
}

export function PassphraseForm({ label, action, rule, onSubmit }: PassphraseFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isShort = rule !== null && !rule.isMet(passphrase);
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSubmit(passphrase);
      setPassphrase('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="typed"
      onSubmit={event => {
        event.preventDefault();
        if (!isShort && !isBusy) submit().catch(console.error);
      }}
    >
      <label>
        {label}
        <input
          type="password"
          autoComplete={rule === null ? 'current-password' : 'new-password'}
          value={passphrase}
          onInput={event => setPassphrase(event.currentTarget.value)}
        />
      </label>
      {rule === null ? null : <p class="hint">{rule.words}</p>}
      <button type="submit" class={rule === null ? 'primary' : ''} aria-disabled={isShort || isBusy}>
        {action}
      </button>
    </form>
  );
}
