import { CHECKS } from '../verify/model/finding.ts'
import type { RecordedFinding } from '../verify/model/target.ts'
import { countOf, membersOf, needed, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** Reads what a file of known deviations records of one finding. Throws a Fault with its place for what is not as it should be. */
export function toRecordedFinding(at: YamlValue): RecordedFinding {
  const members = membersOf(at, 'member', ['call', 'check', 'at', 'says', 'found'])
  const word = wordOf(needed(at, members, 'check'), 'check', CHECKS)
  const [call, pointer, says] = ['call', 'at', 'says'].map((name) => members.get(name))
  return {
    ...(call ? { call: countOf(call) } : {}),
    check: CHECKS.find((check) => check === word) ?? 'body',
    ...(pointer ? { at: toPointer(pointer) } : {}),
    ...(says ? { says: toSaying(says) } : {}),
    // A value of null is one, too; only what is not written at all may be anything.
    ...(typeof at.value === 'object' && at.value !== null && 'found' in at.value ? { found: at.value.found } : {}),
  }
}

function toPointer(at: YamlValue): string {
  if (typeof at.value === 'string' && (at.value === '' || at.value.startsWith('/'))) return at.value
  throw wrong(at, 'at is no JSON Pointer', 'Write it as /participant/id; leave it out for any part.')
}

function toSaying(at: YamlValue): string {
  if (typeof at.value === 'string') return at.value
  throw wrong(at, 'says is no text', 'Write the sentence of the finding in quotes; leave it out for any.')
}
