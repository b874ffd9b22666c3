import { eventValidators } from '../../../contract/compiled/response-validators.js'
import { sameJson } from '../../../json.ts'
import type { Heard } from '../../model/socket-client.ts'
import { faultBesideAbsent } from './absent.ts'
import { announcedBreach } from './announced.ts'
import type { Answered, Check, Listened } from './answered.ts'
import { breach, type Breach, type BreachParts } from './breach.ts'
import { announceSources } from './statement.ts'

/** Each client hears what the case says, in order, once, as the contract describes it; no one else hears anything. */
export const checkHeard: Check = (answered) =>
  (answered.sockets?.listened ?? []).flatMap((each) => heardBreaches(each, answered))

function heardBreaches(listened: Listened, answered: Answered): Breach[] {
  const { who, expected, events } = listened
  const names = events.map(({ event }) => event)
  const parts: BreachParts = { check: 'heard', sources: announceSources(answered) }
  if (!sameJson(names, expected)) return [breach(sentence(who, expected, names), { ...parts, expected, actual: names })]
  return events.flatMap((heard) => payloadBreaches(listened, heard, answered, parts))
}

const sentence = (who: string, expected: readonly string[], names: readonly string[]): string => {
  if (names.length === 0) return `${who} does not hear ${expected.join(', ')}`
  return expected.length === 0
    ? `${who} hears ${names.join(', ')}, but should hear nothing`
    : `${who} hears other events`
}

function payloadBreaches(listened: Listened, { event, args }: Heard, answered: Answered, parts: BreachParts): Breach[] {
  const [payload] = args
  const where = `${event}, as ${listened.who} hears it,`
  if (args.length !== 1)
    return [breach(`${where} does not have exactly one argument`, { ...parts, expected: 1, actual: args.length })]
  const validator = eventValidators[event]
  const fault = validator
    ? faultBesideAbsent(validator, payload, { ...answered, absent: answered.absentInEvents })
    : null
  if (fault !== null) return [breach(`${where} ${fault.pointer} ${fault.text}`, { ...parts, actual: payload })]
  const other = announcedBreach(event, payload, answered)
  return other === null ? [] : [breach(`${where} ${other.message}`, { ...parts, ...other.parts })]
}
