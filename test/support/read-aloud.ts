/** Chromium's accessibility tree as lines in reading order: what a screen reader has to say, without its own manner. */
import type { Protocol } from 'puppeteer-core';

type Node = Protocol.Accessibility.AXNode;

/** Boxes around other things; they are not announced by themselves. */
const SILENT = new Set([
  ...['none', 'generic', 'InlineTextBox', 'RootWebArea', 'ListMarker', 'LineBreak', 'paragraph', 'LabelText', 'strong'],
  ...['group', 'list', 'listitem', 'form', 'time'],
]);
const STATES = ['focused', 'checked', 'expanded', 'disabled', 'modal'];

/** The text of these is their name, and would be said twice. */
const SAID_BY_NAME = new Set(['button', 'link', 'heading', 'switch', 'radio', 'checkbox', 'disclosure']);

/** Chromium has names of its own for a summary and for text. */
const roleOf = ({ role }: Node): string =>
  String(role?.value ?? '')
    .replace(/^DisclosureTriangle.*/, 'disclosure')
    .replace('StaticText', 'text');

function lineOf(node: Node): string {
  const { name, description, properties = [] } = node;
  const states = properties
    .filter(({ name: state, value }) => STATES.includes(state) && value.value !== false && value.value !== 'false')
    .map(({ name: state }) => state);
  const said = name?.value ? ` “${name.value}”` : '';
  const more = description?.value ? ` (${description.value})` : '';
  return `${roleOf(node)}${said}${more}${states.map(state => `, ${state}`).join('')}`;
}

export function readAloud(nodes: readonly Node[]): readonly string[] {
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const lines: string[] = [];
  const visit = (node: Node, named: boolean): void => {
    const role = roleOf(node);
    const isBlank = role === 'text' && !/[\p{L}\p{N}]/u.test(String(node.name?.value ?? ''));
    const said = !node.ignored && !SILENT.has(role) && !isBlank && !(named && role === 'text');
    if (said) lines.push(lineOf(node));
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child !== undefined) visit(child, named || SAID_BY_NAME.has(role));
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, false);
  return lines.map(line => line.replace(/[\u2068\u2069]/g, ''));
}
