/** What can be measured of how a page looks: whether every text lies in its box. In the page. */

/** Texts that lie outside of the element that holds them, of a control around them, or of the window. */
export function spilled(): readonly string[] {
  const root = document.documentElement.lastElementChild?.shadowRoot ?? document;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  const slack = 1.5;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || node.textContent?.trim() === '' || !holder.checkVisibility()) continue;
    if (holder.closest('.unseen, script, style, svg') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [holder, holder.closest('button, a, summary, label, li, section, .count, .kept, .way, .tag, form')];
    for (const text of range.getClientRects()) {
      const outside = boxes.some(element => {
        if (element === null) return false;
        const box = element.getBoundingClientRect();
        return (
          getComputedStyle(element).display !== 'inline' &&
          (text.left < box.left - slack ||
            text.right > box.right + slack ||
            text.top < box.top - slack - 4 ||
            text.bottom > box.bottom + slack + 4)
        );
      });
      if (outside || text.left < -slack || text.right > innerWidth + slack) {
        found.push(`${holder.localName}.${holder.className}: ${node.textContent?.trim()}`);
        break;
      }
    }
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  return wide > 0 ? [...found, `the page is ${wide} px too wide`] : found;
}
