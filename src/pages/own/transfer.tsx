/** To another computer of one's own and back: one sealed file, and a passphrase that it opens with. */
import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { OwnImport } from '../../platform/vault-messages.ts';
import { counted } from '../ui/words.ts';
import { saveFile } from './save-file.ts';
import { background, type OwnPort } from './use-own.ts';

const FILE_NAME = 'consentry-own.sealed';
/** As for the vault: NIST SP 800-63B, 5.1.1. */
const MIN_LENGTH = 8;

const FAILURES: Readonly<Record<Extract<OwnImport, { failed: unknown }>['failed'], MessageKey>> = {
  locked: 'vault_locked_title',
  full: 'own_trouble_full',
  format: 'own_import_format',
  passphrase: 'vault_wrong',
  damaged: 'own_import_damaged',
};

export function Transfer({ reload }: Pick<OwnPort, 'reload'>) {
  const [passphrase, setPassphrase] = useState('');
  const [told, setTold] = useState('');
  const isShort = passphrase.length < MIN_LENGTH;
  const save = async (): Promise<void> => {
    if (isShort) return;
    const file = await background.exportOwn(passphrase);
    if (file === null) return setTold(t('vault_locked_title'));
    saveFile(file, FILE_NAME);
    setTold(t('own_saved'));
  };
  const bringBack = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const outcome = await background.importOwn(file, passphrase);
    setTold('imported' in outcome ? counted('own_imported', outcome.imported) : t(FAILURES[outcome.failed]));
    await reload();
  };
  return (
    <section>
      <details>
        <summary>{t('own_transfer')}</summary>
        <p>{t('own_transfer_body')}</p>
        <div class="ask">
          <label>
            {t('own_transfer_passphrase')}
            <input
              type="password"
              autoComplete="off"
              value={passphrase}
              onInput={event => setPassphrase(event.currentTarget.value)}
            />
          </label>
          <p class="hint">{t('vault_new_hint')}</p>
          <div class="actions">
            <button type="button" aria-disabled={isShort} onClick={() => void save().catch(console.error)}>
              {t('own_save')}
            </button>
            <label class="button">
              {t('own_import')}
              <input
                class="unseen"
                type="file"
                accept=".sealed"
                onChange={event => {
                  bringBack(event.currentTarget.files?.[0]).catch(console.error);
                  event.currentTarget.value = '';
                }}
              />
            </label>
          </div>
        </div>
        <p role="status">{told}</p>
      </details>
    </section>
  );
}
