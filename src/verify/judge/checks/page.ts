import { valueAt } from '../../../contract/model/pointer.ts'
import type { Answered } from './answered.ts'
import { breach, type Breach } from './breach.ts'
import { effectSources } from './statement.ts'
import { roomsOf } from './rooms.ts'

/** The real server's defaults: the most rooms of a page unless all are requested, and how many without `count`. */
const MOST = 100
const USUAL = 50

/** Whether an outcome is a page of a list: it contains the list and its figures. */
export const isListPage = ({ outcome }: Pick<Answered, 'outcome'>): boolean => {
  const example: unknown = JSON.parse(outcome.example)
  return ['/rooms', '/count', '/offset', '/total'].every((pointer) => valueAt(example, pointer) !== undefined)
}

/**
 * Figures of a page that contradict each other, whatever the request; its total is compared with the request only if the case
 * says so.
 */
export function sumBreaches(answered: Answered): Breach[] {
  const { held, count, offset, total, json } = figuresOf(answered)
  const differing = new Set(roomsOf(json).map((each) => valueAt(each, '/_id'))).size
  return disagreements(answered, [
    ['count is not the number of rooms', held, count],
    ['a room is on the page twice', held, differing],
    [TOO_SMALL, true, answered.call.shows.page === true || held === 0 || Number(total) >= Number(offset) + held],
  ])
}

const TOO_SMALL = 'total is less than the rooms up to the end of the page'

/** Figures of a page that contradict the request. */
export function pageBreaches(answered: Answered): Breach[] {
  const { held, offset, total } = figuresOf(answered)
  const { query } = answered.call.request
  const askedOffset = numberOf(query['offset'], 0)
  const expected = Math.min(Math.max(0, Number(total) - askedOffset), mostOf(query['count']))
  return disagreements(answered, [
    ['offset is not the requested one', askedOffset, offset],
    ['the page has the wrong number of rooms', expected, held],
  ])
}

function figuresOf({ json }: Answered) {
  const [rooms, count, offset, total] = ['/rooms', '/count', '/offset', '/total'].map((pointer) =>
    valueAt(json, pointer),
  )
  return { held: Array.isArray(rooms) ? rooms.length : NaN, count, offset, total, json }
}

const disagreements = (
  answered: Answered,
  sums: readonly (readonly [message: string, expected: unknown, actual: unknown])[],
): Breach[] =>
  sums
    .filter(([, expected, actual]) => expected !== actual)
    .map(([message, expected, actual]) =>
      breach(message, { check: 'effect', sources: effectSources(answered), expected, actual }),
    )

/** How many rooms a page may hold; 0 asks for all. */
function mostOf(asked: unknown): number {
  const count = numberOf(asked, USUAL)
  return count === 0 ? Infinity : Math.min(count, MOST)
}

const numberOf = (value: unknown, usual: number): number =>
  value === undefined || value === null || value === '' ? usual : Number(value)
