import { sentEvents, socketFaces, socketMembers } from '../contract/compiled/socket-faces.ts'
import { WAYS, type SocketDialect, type Way } from '../dialect/dialect.ts'
import type { MemberName, MemberNames } from '../dialect/names.ts'
import { eventNameOf } from './event-name.ts'
import { membersOf, needed, textOf, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** The contract's member → the target's. Throws a Fault for unknown members, and if two share a name. */
export function toNames(at: YamlValue): MemberNames {
  const names = [...membersOf(at, 'member of the contract', socketMembers)]
  const found = names.map(([word, member]) => [word, toMemberName(member), member] as const)
  refuseTwice(found.map(([, { name }, member]) => [name, member]))
  return Object.fromEntries(found.map(([word, name]) => [word, name]))
}

function toMemberName(at: YamlValue): MemberName {
  if (typeof at.value !== 'object') return { name: textOf(at), unless: null }
  const members = membersOf(at, 'entry', ['name', 'unless'])
  const unless = members.get('unless')
  return {
    name: textOf(needed(at, members, 'name')),
    unless: unless ? wordOf(unless, 'member of the contract', socketMembers) : null,
  }
}

/** The contract's event → the target's. */
export function toEvents(at: YamlValue, words: readonly string[]): Readonly<Record<string, string>> {
  const names = [...membersOf(at, 'event of the contract', words)].map(
    ([word, member]) => [word, eventNameOf(member), member] as const,
  )
  refuseTwice(names.map(([, name, member]) => [name, member]))
  const renamed = new Set(names.map(([word]) => word))
  for (const [word, name, member] of names)
    if (name !== word && words.includes(name) && !renamed.has(name))
      throw wrong(
        member,
        `${name} is another event of the contract`,
        `Choose another name for ${word}, or give ${name} one, too.`,
      )
  return Object.fromEntries(names)
}

/** Two with the same name could not be translated back. */
function refuseTwice(names: readonly (readonly [string, YamlValue])[]): void {
  const twice = names.find(([name], index) => names.findIndex((other) => other[0] === name) !== index)
  if (twice) throw wrong(twice[1], `${twice[0]} is used for two words of the contract`, 'Keep one of them.')
}

/** The names in single messages, by event and direction. */
export const toMessages = (at: YamlValue, words: readonly string[]): SocketDialect['messages'] =>
  Object.fromEntries(
    [...membersOf(at, 'event of the contract', words)].map(([event, message]) => [event, toWays(event, message)]),
  )

function toWays(event: string, at: YamlValue): Readonly<Partial<Record<Way, MemberNames>>> {
  const members = membersOf(at, `direction of ${event}`, waysOf(event))
  return Object.fromEntries([...members].map(([way, names]) => [way, toNames(names)]))
}

/** A call is sent and acked, a server's event is heard; an event may be both. */
const waysOf = (event: string): readonly Way[] => {
  const isCalled = socketFaces.some((face) => face.event === event)
  return WAYS.filter((way) => (way === 'heard' ? Object.hasOwn(sentEvents, event) : isCalled))
}
