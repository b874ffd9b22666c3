import { CHECKS } from '../verify/model/finding.ts'
import type { RecordedFinding } from '../verify/model/target.ts'
import { countOf, membersOf, needed, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** Reads a finding recorded in a file of known deviations. Throws a Fault with its place if it is invalid. */
export function toRecordedFinding(at: YamlValue): RecordedFinding {
  const members = membersOf(at, 'member', ['call', 'check', 'at', 'says', 'found'])
  const word = wordOf(needed(at, members, 'check'), 'check', CHECKS)
  const [call, pointer, says] = ['call', 'at', 'says'].map((name) => members.get(name))
  return {
    ...(call ? { call: countOf(call) } : {}),
    check: CHECKS.find((check) => check === word) ?? 'body',
    ...(pointer ? { at: toPointer(pointer) } : {}),
    ...(says ? { says: toSaying(says) } : {}),
    // Null is a value; only a missing `found` matches anything.
    ...(typeof at.value === 'object' && at.value !== null && 'found' in at.value ? { found: at.value.found } : {}),
  }
}

function toPointer(at: YamlValue): string {
  if (typeof at.value === 'string' && (at.value === '' || at.value.startsWith('/'))) return at.value
  throw wrong(at, 'at is not a JSON Pointer', 'Write it as /participant/id, or omit it for any part.')
}

function toSaying(at: YamlValue): string {
  if (typeof at.value === 'string') return at.value
  throw wrong(at, 'says is not a string', 'Write the message of the finding in quotes, or omit it for any.')
}
