import type { Shows } from '../../../contract/model/case.ts'
import { valueAt } from '../../../contract/model/pointer.ts'
import { sameJson } from '../../../json.ts'
import type { Answered, Check } from './answered.ts'
import { isAbsent } from './absent.ts'
import { breach, withSources, type Breach } from './breach.ts'
import { isListPage, pageBreaches, sumBreaches } from './page.ts'
import { effectSources, shownSources } from './statement.ts'
import { roomOf, roomsBreaches } from './rooms.ts'
import { filledText, isAsWanted } from './wanted.ts'

/** The answer shows the effects that the case expects. */
export const checkEffects: Check = (answered) => {
  const { shows } = answered.call
  return [
    ...shownBreaches(shows.body, answered),
    ...shownComparisons(shows, answered),
    ...(isListPage(answered) ? sumBreaches(answered) : []),
    ...(shows.page === true ? pageBreaches(answered) : []),
    ...(shows.rooms ? roomsBreaches(shows.rooms, answered) : []),
    ...(shows.room ? roomBreaches(shows.room, answered) : []),
  ]
}

/** Members of the answer itself, which have the sources of the body. */
const shownBreaches = (wanted: Shows['body'] = {}, answered: Answered): Breach[] =>
  Object.entries(wanted).flatMap(([pointer, value]) =>
    bodyBreaches({ [pointer]: value }, answered.json, answered).map((each) =>
      withSources(each, shownSources(answered, pointer)),
    ),
  )

/** What this answer shows compared with the previous one, each with the sources of its member. */
function shownComparisons({ keeps = [], renews = [] }: Shows, answered: Answered): Breach[] {
  const [now, then] = [answered.json, before(answered)?.json]
  const of = (pointer: string, wanted: Pick<Shows, 'keeps' | 'renews'>): Breach[] =>
    comparisons(wanted, now, then, answered).map((each) => withSources(each, shownSources(answered, pointer)))
  return [
    ...keeps.flatMap((pointer) => of(pointer, { keeps: [pointer] })),
    ...renews.flatMap((pointer) => of(pointer, { renews: [pointer] })),
  ]
}

/** The previous call to the same operation. */
const before = ({ call, earlier }: Answered): Answered | undefined =>
  earlier.findLast((each) => each.call.operation === call.operation)

function bodyBreaches(wanted: Shows['body'] = {}, json: unknown, answered: Answered): Breach[] {
  return Object.entries(wanted).flatMap(([pointer, value]) => {
    const actual = valueAt(json, pointer)
    if (actual === undefined && isAbsent(pointer, answered)) return []
    if (actual !== undefined && isAsWanted(actual, value, answered.values)) return []
    const expected = filledText(value, answered.values)
    return [effect(`${pointer} ${actual === undefined ? 'is missing' : 'is wrong'}`, answered, { expected, actual })]
  })
}

/** Parts that should have stayed the same or changed between two values, and did not. */
function comparisons(
  { keeps = [], renews = [] }: Pick<Shows, 'keeps' | 'renews'>,
  now: unknown,
  then: unknown,
  answered: Answered,
): Breach[] {
  const pairs = (pointers: readonly string[]) =>
    pointers
      .map((pointer) => ({ pointer, actual: valueAt(now, pointer), was: valueAt(then, pointer) }))
      .filter(({ pointer, actual }) => actual !== undefined || !isAbsent(pointer, answered))
  return [
    ...pairs(keeps).flatMap(({ pointer, actual, was }) =>
      sameJson(actual, was) ? [] : [effect(`${pointer} has changed`, answered, { expected: was, actual })],
    ),
    ...pairs(renews).flatMap(({ pointer, actual, was }) =>
      isRenewed(actual, was) ? [] : [effect(`${pointer} has not changed`, answered, { expected: was, actual })],
    ),
  ]
}

/** Whether a value has changed; a date must be later. */
function isRenewed(actual: unknown, was: unknown): boolean {
  if (actual === undefined || sameJson(actual, was)) return false
  return !isDate(actual) || !isDate(was) || Date.parse(actual) > Date.parse(was)
}

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)

function roomBreaches(wanted: NonNullable<Shows['room']>, answered: Answered): Breach[] {
  const id = String(filledText(wanted.id, answered.values))
  const room = roomOf(answered.json, id)
  if (room === undefined) return [effect('the list lacks the room', answered, { expected: id })]
  const earlier = before(answered)
  const was = earlier && roomOf(earlier.json, id)
  return [
    ...bodyBreaches(wanted.body, room, answered),
    ...comparisons(wanted, room, was, answered),
    ...Object.entries(wanted.rises ?? {}).flatMap(([pointer, by]) => {
      const [actual, old] = [valueAt(room, pointer), valueAt(was, pointer)]
      const expected = typeof old === 'number' ? old + by : by
      return actual === expected
        ? []
        : [effect(`${pointer} of the room should have increased by ${by}`, answered, { expected, actual })]
    }),
  ]
}

const effect = (message: string, answered: Answered, found: { expected?: unknown; actual?: unknown }): Breach =>
  breach(message, { check: 'effect', sources: effectSources(answered), ...found })
