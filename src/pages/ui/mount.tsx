/** Starts one of our pages: language and direction of the document, its title, and the preact root in the body. */
import { type ComponentChild, render } from 'preact';
import { direction, language } from '../../platform/i18n.ts';

export function mount(title: string, page: ComponentChild): void {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = title;
  render(page, document.body);
}
