import type { FormFault, Validator } from '../../../contract/model/face.ts'
import { pointerParts, under, valueAt } from '../../../contract/model/pointer.ts'
import { isContainer } from '../../../json.ts'
import type { Answered } from './answered.ts'

/** Whether a pointer refers to a member that the target never sends, as its target file says. */
export const isAbsent = (pointer: string, { absent }: Pick<Answered, 'absent'>): boolean =>
  absent.includes(pointerParts(pointer).at(-1) ?? '')

/** The first fault of a value, ignoring missing members that the target never sends. */
export function faultBesideAbsent(
  validator: Validator,
  value: unknown,
  { absent, outcome }: Pick<Answered, 'absent' | 'outcome'>,
): FormFault | null {
  const tried = new Map<string, number>()
  for (let whole = value; ;) {
    const fault = validator(whole)
    const pointer = fault && toBeFilled(fault, absent, tried)
    if (fault === null || pointer === null) return fault
    const standIns = standInsFor(pointer, outcome.example)
    const next = tried.get(pointer) ?? 0
    if (next >= standIns.length) return fault
    tried.set(pointer, next + 1)
    whole = withValue(whole, pointerParts(pointer), standIns[next])
  }
}

/** The place of a fault that is a missing member, or its unsuitable stand-in; null for any other fault. */
function toBeFilled(fault: FormFault, absent: readonly string[], tried: ReadonlyMap<string, number>): string | null {
  const missing =
    fault.keyword === 'required' ? absent.find((name) => name === fault.params?.['missingProperty']) : null
  if (missing != null) return under(fault.pointer, missing)
  return tried.has(fault.pointer) ? fault.pointer : null
}

/** Possible stand-ins for a missing member: null, the documented value, or a simple one. */
function standInsFor(pointer: string, example: string): readonly unknown[] {
  const documented: unknown = JSON.parse(example)
  const own = valueAt(documented, pointerParts(pointer).slice(-1))
  return [
    null,
    ...(own === undefined ? [] : [own]),
    ...(isContainer(documented) ? Object.values(documented) : []),
    'x',
    true,
    0,
  ]
}

function withValue(whole: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value
  if (!isContainer(whole)) return whole
  const inner = withValue(whole[part], rest, value)
  return Array.isArray(whole) ? whole.with(Number(part), inner) : { ...whole, [part]: inner }
}
