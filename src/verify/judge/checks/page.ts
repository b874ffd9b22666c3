import { valueAt } from '../../../contract/model/pointer.ts'
import type { Answered } from './answered.ts'
import { breach, type Breach } from './breach.ts'
import { effectSources } from './statement.ts'
import { roomsOf } from './rooms.ts'

/** The real server's defaults: the most rooms of a page unless all are requested, and how many without `count`. */
const MOST = 100
const USUAL = 50

/** Figures of a page that disagree with the request, or with each other. */
export function pageBreaches(answered: Answered): Breach[] {
  const { json, call } = answered
  const [rooms, count, offset, total] = ['/rooms', '/count', '/offset', '/total'].map((pointer) =>
    valueAt(json, pointer),
  )
  const held = Array.isArray(rooms) ? rooms.length : NaN
  const askedOffset = numberOf(call.request.query['offset'], 0)
  const room = Math.max(0, Number(total) - askedOffset)
  const expected = Math.min(room, mostOf(call.request.query['count']))
  const sums: readonly (readonly [string, unknown, unknown])[] = [
    ['count is not the number of rooms', held, count],
    ['offset is not the one that was asked for', askedOffset, offset],
    ['the page does not hold as many rooms as it should', expected, held],
    ['a room stands twice on the page', held, new Set(roomsOf(json).map((each) => valueAt(each, '/_id'))).size],
  ]
  return sums
    .filter(([, wanted, actual]) => wanted !== actual)
    .map(([message, wanted, actual]) =>
      breach(message, { check: 'effect', sources: effectSources(answered), expected: wanted, actual }),
    )
}

/** How many rooms a page may hold; 0 asks for all. */
function mostOf(asked: unknown): number {
  const count = numberOf(asked, USUAL)
  return count === 0 ? Infinity : Math.min(count, MOST)
}

const numberOf = (value: unknown, usual: number): number =>
  value === undefined || value === null || value === '' ? usual : Number(value)
