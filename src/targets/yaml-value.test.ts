import { expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import {
  countOf,
  hasControls,
  itemsOf,
  membersOf,
  needed,
  placeOf,
  textOf,
  wordOf,
  valueOfData,
  valueOfFile,
  type YamlValue,
} from './yaml-value.ts'

const FILE = `name: Ada
count: 3
empty:
list:
  - one
  - two
`
const at = (text: string): YamlValue => valueOfFile(parseSource(text, 'file.yaml'))
const whole = at(FILE)
const members = membersOf(whole, 'key', ['name', 'count', 'empty', 'list'])
const member = (name: string): YamlValue => needed(whole, members, name)

it('members and items know their lines; one that is left empty counts as not there', () => {
  expect([...members.keys()]).toEqual(['name', 'count', 'list'])
  const [, second] = itemsOf(member('list'))
  expect([placeOf(member('count')), second && placeOf(second), placeOf(whole)]).toEqual([
    'file.yaml:2',
    'file.yaml:6',
    'file.yaml:1',
  ])
  expect([...membersOf(at('null'), 'key'), ...itemsOf(at('null'))]).toEqual([])
  expect([textOf(at('a <b>')), textOf(at('<a> b')), textOf(at('" a "'))]).toEqual(['a <b>', '<a> b', ' a '])
})

it('a value is read as what it should be', () => {
  expect([textOf(member('name')), countOf(member('count')), wordOf(member('name'), 'person', ['Ada'])]).toEqual([
    'Ada',
    3,
    'Ada',
  ])
})

it.each([
  ['a text', () => membersOf(member('name'), 'key'), 'file.yaml:1: name is not a mapping', 'Write it as name: value.'],
  [
    'a mapping',
    () => itemsOf(whole),
    'file.yaml:1: the file is not a list',
    'Write one item per line, each after a dash.',
  ],
  [
    'a number',
    () => textOf(member('count')),
    'file.yaml:2: count is not a string',
    'Write a string; put one that looks like a number in quotes.',
  ],
  [
    'spaces',
    () => textOf(at('"  "')),
    'file.yaml:1: the file is not a string',
    'Write a string; put one that looks like a number in quotes.',
  ],
  [
    'a line break',
    () => textOf(at('"a\\nb"')),
    'file.yaml:1: the file contains a line break or another control character',
    'Remove it.',
  ],
  [
    'what is to be filled in',
    () => textOf(at('<id>')),
    'file.yaml:1: the file is not filled in yet',
    'Replace <…> with the value, or remove the entry.',
  ],
  [
    'a text for a number',
    () => countOf(member('name')),
    'file.yaml:1: name is not a positive whole number',
    'Write one, without quotes.',
  ],
  ['nought', () => countOf(at('0')), 'file.yaml:1: the file is not a positive whole number', expect.any(String)],
  [
    'more than a number holds',
    () => countOf(at('9007199254740992')),
    'file.yaml:1: the file is not a positive whole number',
    'Write one, without quotes.',
  ],
  ['a half', () => countOf(at('1.5')), 'file.yaml:1: the file is not a positive whole number', expect.any(String)],
  ['what is not there', () => member('nmae'), 'file.yaml:1: the file has no nmae', 'Add nmae.'],
  [
    'a key that is misspelt',
    () => membersOf(at('a: 1\nnam: 2'), 'key', ['a', 'name']),
    'file.yaml:2: there is no key nam',
    'Did you mean name? Known: a, name.',
  ],
  [
    'a long word',
    () => wordOf(at('x'.repeat(61)), 'person', ['Bob', 'Eve']),
    `file.yaml:1: there is no person ${'x'.repeat(60)}`,
    'Known: Bob, Eve.',
  ],
  ['a list', () => membersOf(at('[a]'), 'key'), 'file.yaml:1: the file is not a mapping', 'Write it as name: value.'],
  ['a mapping in data', () => itemsOf(valueOfData({}, 'target')), 'target: target is not a list', expect.any(String)],
  [
    'an item',
    () => textOf(itemsOf(at('- 1'))[0] ?? whole),
    'file.yaml:1: the item is not a string',
    expect.any(String),
  ],
  ['a key that is left empty', () => membersOf(at('a:'), 'key', ['b']), 'file.yaml:1: there is no key a', 'Known: b.'],
  ['a key where none may be', () => membersOf(at('a: 1'), 'key', []), 'file.yaml:1: there is no key a', 'It has none.'],
  [
    'a word that there is not',
    () => wordOf(member('name'), 'person', ['Bob']),
    'file.yaml:1: there is no person Ada',
    'Known: Bob.',
  ],
])('%s is refused with its place', (_, read, message, fix) => {
  expect(read).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
})

it.each(['\n', '\0', '\u001b', '\u001f', '\u007f', '\u0085', '\u2028', '\u2029'])(
  '%j is a control character',
  (character) => {
    expect([hasControls(`a${character}b`), hasControls('a b\u00e9\u2013')]).toEqual([true, false])
  },
)
