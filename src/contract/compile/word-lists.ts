import type { FactWords, SubjectFacts } from '../model/fact-words.ts'
import type { AnyFace, Face, SocketFace } from '../model/face.ts'
import { eventsOf } from '../read/socket-events.ts'
import { isObject } from '../../json.ts'

/** The names listed in schemas for people and editors. */
export interface Names {
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** The member names in payloads of events and acks. */
  readonly members: readonly string[]
  readonly identities: readonly string[]
  readonly facts: unknown
}

/** The lines of each list, by its name in the schemas. */
export function wordLists({
  faces,
  socketFaces,
  members,
  identities,
  facts,
}: Names): Readonly<Record<string, string[]>> {
  const onHttp = distinct(faces.map(({ operation }) => operation))
  const subjects = subjectsIn(facts)
  const held = subjects.filter(([, { yields }]) => Object.keys(yields).length > 0)
  const values = held.flatMap(([, { yields }]) => Object.entries(yields))
  return {
    situation: subjects.map(
      ([subject, about]) =>
        `${subject}: { type: array, maxItems: ${count(about)}, items: { type: string, ${factEnum(about)} } }`,
    ),
    'held situation': held.map(([subject, about]) => `${subject}: { type: array, items: { ${factEnum(about)} } }`),
    'subject rows': ['| subject | yields | facts |', '|---|---|---|', ...held.map(rowOf)],
    'given values': values.map(([name]) => `${name}: { type: string, minLength: 1, maxLength: 100 }`),
    'yielded values': values.map(
      ([name, { says }]) => `${name}: { type: string, description: ${JSON.stringify(says)} }`,
    ),
    'target values': values.map(([name]) => `${name}: { $ref: '#/$defs/text' }`),
    prefixes: distinct(faces.map(({ api }: AnyFace) => api)).map((api) => `${api}: { $ref: '#/$defs/prefix' }`),
    operations: [enumOf(onHttp)],
    'socket operations': [
      enumOf(distinct(socketFaces.map(({ operation }) => operation)).filter((id) => !onHttp.includes(id))),
    ],
    events: [enumOf(eventsOf(socketFaces))],
    members: [enumOf(distinct(members))],
    roles: [enumOf(distinct(identities))],
  }
}

const BEGIN = /^( *)(?:#|<!--) list: (.+) \(written by npm run compile\)(?: -->)?$/
const END = /^ *(?:#|<!--) end of list(?: -->)?$/

/** Rewrites each list in a text, between the two comments that enclose it. Anything else between them is lost. */
export function withLists(text: string, lists: Readonly<Record<string, readonly string[]>>): string {
  const lines: string[] = []
  let inside = false
  for (const line of text.split('\n')) {
    const [, indent = '', name = ''] = BEGIN.exec(line) ?? []
    if (END.test(line)) inside = false
    if (!inside) lines.push(line)
    const list = lists[name]
    if (list === undefined) continue
    lines.push(...list.map((each) => `${indent}${each}`))
    inside = true
  }
  return lines.join('\n')
}

const subjectsIn = (facts: unknown): [string, SubjectFacts][] =>
  Object.entries(isObject(facts) ? facts : {}).filter((entry): entry is [string, SubjectFacts] => isObject(entry[1]))

const count = ({ facts }: { readonly facts: Readonly<Record<string, FactWords>> }): number => Object.keys(facts).length

/** A row of a Markdown table. */
const rowOf = ([subject, { yields, facts }]: [string, SubjectFacts]): string =>
  `| \`${subject}\` | ${Object.keys(yields)
    .map((name) => `\`${name}\``)
    .join(', ')} | ${Object.entries(facts)
    .map(([fact, { says }]) => `\`${fact}\`: ${says}`)
    .join('; ')} |`

const factEnum = ({ facts }: SubjectFacts): string => enumOf(Object.keys(facts))

const enumOf = (names: readonly string[]): string => `enum: [${names.join(', ')}]`

const distinct = (names: readonly string[]): string[] => [...new Set(names)]
