/** An on/off switch: a real checkbox with a name, an optional hint, and a drawn track. */
import { useId } from 'preact/hooks';

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string;
  /** Word beside the track, for example "On"; readers hear the state from the checkbox itself. */
  readonly word?: string;
  /** The name is for screen readers only, where the place already shows it. */
  readonly compact?: boolean;
  /** Held as it is, by a lock or a policy. */
  readonly disabled?: boolean;
}

export function Switch({ label, checked, onChange, hint, word, compact = false, disabled = false }: SwitchProps) {
  const hintId = useId();
  return (
    <label class={compact ? 'switch compact' : 'switch'}>
      {compact ? null : (
        <span class="switch-text">
          <span class="switch-label">{label}</span>
          {hint === undefined ? null : (
            <span class="hint" id={hintId}>
              {hint}
            </span>
          )}
        </span>
      )}
      {word === undefined ? null : <span aria-hidden="true">{word}</span>}
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own state; ARIA in HTML forbids a second one
        role="switch"
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : hintId}
        checked={checked}
        disabled={disabled}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
