import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { factWords } from '../../src/contract/compiled/facts.ts'
import { sentEvents, socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { isContainer } from '../../src/json.ts'

/** The half that knows of the product what the contract says, and nothing else. */
const FOLDERS = ['verify', 'verifier', 'targets', 'report', 'passive', 'watch', 'cli']

/** `file: name` → why the contract cannot say it. */
const ALLOWED: Readonly<Record<string, string>> = {
  'cli/serve/log-line.ts: guest-name-missing': 'a hint of our mock to newcomers, for bodies that were taken for a form',
  'cli/serve/log-line.ts: missing-call-id': 'the same',
  // Plain words that mean something else here.
  'cli/serve/in-force.ts: limit': 'the option for larger requests',
  'cli/serve/options.ts: limit': 'the same',
  'cli/commands/call.ts: call': 'the name of the command',
  'cli/commands/worlds.ts: call': 'the noun, of a count',
  'targets/recorded-finding.ts: call': 'the noun, of a case',
  'passive/reading.ts: call': 'the noun, of a request',
  'passive/judge/limit-windows.ts: limit': 'a part of the names of headers',
  'report/formats/junit.ts: unknown': 'a host without a name',
  'report/formats/allure.ts: unknown': 'a status of Allure',
  'verify/run/set-up.ts: limit': 'why a run waits',
  'verify/run/retries.ts: limit': 'the same',
  'verify/send/socket-io-client.ts: closed': "a state of the client's engine",
  'verify/send/trouble.ts: unknown': 'an error without a code',
}

const all = [...Object.values(faces).flat(), ...socketFaces]

/** Every name that contracts and situations give to something of the product. */
const names: ReadonlySet<string> = new Set([
  ...all.flatMap(({ api, operation, outcomes }) => [api, operation, ...outcomes.map(({ name }) => name)]),
  ...socketFaces.flatMap(({ event }) => event ?? []),
  ...Object.keys(sentEvents),
  ...Object.entries(factWords).flatMap(([subject, { facts }]) => [subject, ...Object.keys(facts)]),
])

/** The texts of a module: string literals, templates and names of members, but for types and the paths of imports. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (!isContainer(node)) return []
  const { type, value, key } = node
  if (/^TS(?!As|Satisfies|NonNull)|^Import|^ExportAll/.test(String(type))) return []
  if (type === 'Literal') return typeof value === 'string' ? [value] : []
  if (type === 'TemplateElement') return [String(isContainer(value) ? value['cooked'] : '')]
  if (type !== 'Property' || !isContainer(key)) return Object.values(node).flatMap(textsIn)
  // What help shows as examples is for readers.
  if (key['name'] === 'examples') return []
  // A member of one plain word is called so by anybody.
  const name = String(key['name'])
  return [...(isCompound(name) ? [name] : textsIn(key)), ...textsIn(value)]
}

const isCompound = (name: string): boolean => /[-A-Z]/.test(name)

const files = [
  'verifier.ts',
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  ),
]
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$|\/testing\//.test(file))

/** The names that a text holds: those of one plain word only where it is the whole text. */
const namesIn = (text: string): string[] =>
  [...names].filter((name) =>
    isCompound(name) ? new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text) : text === name,
  )

const found = files.flatMap((file) => {
  const texts = textsIn(parseAst(readFileSync(join('src', file), 'utf8'), { lang: 'ts' }))
  return [...new Set(texts.flatMap(namesIn))].map((name) => `${file}: ${name}`)
})

describe('an operation, outcome, event, fact, subject or API', () => {
  it('is named by the contract alone, and not by the code that verifies, reports and shows', () => {
    expect([files.length > 150, names.size > 60]).toEqual([true, true])
    expect(found.filter((each) => !Object.hasOwn(ALLOWED, each))).toEqual([])
  })

  it('has no excuse that it does not need', () => {
    expect(Object.keys(ALLOWED).filter((each) => !found.includes(each))).toEqual([])
  })
})
