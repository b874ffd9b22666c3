import { readFile } from 'node:fs/promises'
import { shown } from '../contract/load.ts'
import { parseSource } from '../contract/source.ts'
import { Fault } from '../fault.ts'
import type { Deviation } from '../verify/target.ts'
import { itemsOf, membersOf, needed, placeOf, textOf, wordOf, writtenIn, wrong, type Written } from './written.ts'

/** Reads a file of known deviations. `ids` are the cases that there are. Throws a Fault with file and line for what is not as it should be. */
export async function loadDeviations(file: string, ids: readonly string[]): Promise<readonly Deviation[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Fault(`${file}: cannot be read`, 'greenroom verify --write-deviations <file> drafts one.', {
      cause: error,
    })
  })
  const items = itemsOf(writtenIn(parseSource(text, shown(file))))
  const deviations = items.map((item) => toDeviation(item, ids))
  refuseSecond(items, deviations)
  return deviations
}

function toDeviation(at: Written, ids: readonly string[]): Deviation {
  const members = membersOf(at, 'entry', ['case', 'answers', 'reason', 'until'])
  return {
    case: wordOf(needed(at, members, 'case'), 'case', ids),
    answers: toAnswers(needed(at, members, 'answers')),
    reason: textOf(needed(at, members, 'reason')),
    until: toDay(needed(at, members, 'until')),
    at: placeOf(at),
  }
}

function toAnswers(at: Written): Deviation['answers'] {
  const members = membersOf(at, 'entry', ['status', 'body'])
  const status = needed(at, members, 'status')
  if (typeof status.value !== 'number' || !Number.isInteger(status.value) || status.value < 100 || status.value > 599)
    throw wrong(status, 'status is no HTTP status', 'Write a number from 100 to 599.')
  // A body of null is an answer, too; only one that is not written at all is missing.
  if (typeof at.value !== 'object' || at.value === null || !('body' in at.value))
    throw wrong(
      at,
      'answers has no body',
      'Add body: what the target answers, as JSON or YAML; a text if it is no JSON.',
    )
  return { status: status.value, body: at.value.body }
}

function toDay(at: Written): string {
  const day = textOf(at)
  const date = new Date(`${day}T00:00:00Z`)
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day
  throw wrong(at, `${day.slice(0, 40)} is no day`, 'Write the last day on which it is accepted: 2027-03-31.')
}

function refuseSecond(items: readonly Written[], deviations: readonly Deviation[]): void {
  const first = new Map<string, string>()
  for (const [index, { case: id, at }] of deviations.entries()) {
    const earlier = first.get(id)
    const item = items[index]
    if (earlier !== undefined && item)
      throw wrong(item, `${id} has an entry already, at ${earlier}`, 'Keep one of them.')
    first.set(id, at)
  }
}
