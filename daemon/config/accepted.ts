import { optionsOf, type SchemaNode } from './schema-tree.js';

/** zod bounds whole numbers by what a double holds exactly: no bound that a person set. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** What a key takes, in words that follow "must be": "a whole number from 0 to 65535". */
export function describeAccepted(node: SchemaNode): string {
  const words = optionsOf(node).map(describeOption);
  return [...new Set(words)].join(', or ');
}

function describeOption(node: SchemaNode): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return listed(node.enum.map((value) => String(value)));
  switch (node.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number${range(node)}`;
    case 'number':
      return `a number${range(node)}`;
    case 'string':
      return `a text${lengthRange(node)}`;
    case 'array':
      return node.items === undefined ? 'a list' : `a list, each ${describeAccepted(node.items)}`;
    case 'object':
      return describeSection(node);
    default:
      return 'something else';
  }
}

function describeSection({ properties }: SchemaNode): string {
  const names = Object.keys(properties ?? {});
  return names.length === 0 ? 'a map of keys and values' : `a section with the keys ${names.join(', ')}`;
}

function range({ minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  const least = minimum !== undefined && minimum > -UNBOUNDED ? minimum : undefined;
  const most = maximum !== undefined && maximum < UNBOUNDED ? maximum : undefined;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}${most === undefined ? '' : `, up to ${most}`}`;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return `, ${least} or more`;
  return most === undefined ? '' : `, ${most} or less`;
}

function lengthRange({ minLength = 0, maxLength }: SchemaNode): string {
  if (maxLength !== undefined) return ` of ${minLength} to ${maxLength} characters`;
  return minLength > 0 ? ' that is not empty' : '';
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
