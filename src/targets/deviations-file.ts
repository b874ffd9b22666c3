import { type Deviation, deviationKey } from '../verify/model/target.ts'
import { TRANSPORTS, type Transport } from '../verify/model/transport.ts'
import {
  itemsOf,
  membersOf,
  needed,
  placeOf,
  textOf,
  wordOf,
  valueOfData,
  wrong,
  type YamlValue,
} from './yaml-value.ts'
import { loadYaml } from './yaml-file.ts'

/** A known deviation, in the form of an entry of a file (docs/verify.md). */
export type DeviationData = Omit<Deviation, 'at'>

/** Reads a file of known deviations. `ids` are the cases that there are. Throws a Fault with file and line for what is not as it should be. */
export const loadDeviations = async (file: string, ids: readonly string[]): Promise<readonly Deviation[]> =>
  toDeviations(await loadYaml(file, 'greenroom verify --write-deviations <file> drafts one.'), ids)

/** Reads data in the form of such a file. Throws a Fault with the path of what is not as it should be. */
export const deviationsFrom = (data: readonly DeviationData[], ids: readonly string[]): readonly Deviation[] =>
  toDeviations(valueOfData(data, 'deviations'), ids)

function toDeviations(at: YamlValue, ids: readonly string[]): readonly Deviation[] {
  const items = itemsOf(at)
  const deviations = items.map((item) => toDeviation(item, ids))
  refuseSecond(items, deviations)
  return deviations
}

function toDeviation(at: YamlValue, ids: readonly string[]): Deviation {
  const members = membersOf(at, 'entry', ['case', 'transport', 'answers', 'reason', 'until'])
  const transport = toTransport(members.get('transport'))
  return {
    case: wordOf(needed(at, members, 'case'), 'case', ids),
    ...(transport === 'http' ? {} : { transport }),
    answers: toAnswers(needed(at, members, 'answers'), transport),
    reason: textOf(needed(at, members, 'reason')),
    until: toDay(needed(at, members, 'until')),
    at: placeOf(at),
  }
}

function toTransport(at: YamlValue | undefined): Transport {
  const word = at === undefined ? 'http' : wordOf(at, 'transport', TRANSPORTS)
  return TRANSPORTS.find((transport) => transport === word) ?? 'http'
}

/** Status 0 is no answer: nobody else but a socket can be without one and be judged. */
function toAnswers(at: YamlValue, transport: Transport): Deviation['answers'] {
  const members = membersOf(at, 'entry', ['status', 'body'])
  const status = needed(at, members, 'status')
  const isNoAnswer = status.value === 0 && transport !== 'http'
  if (!isNoAnswer && !isStatus(status.value))
    throw wrong(status, 'status is no HTTP status', 'Write a number from 100 to 599; on sockets 0 for no answer.')
  // A body of null is an answer, too; only one that is not written at all is missing.
  if (typeof at.value !== 'object' || at.value === null || !('body' in at.value))
    throw wrong(
      at,
      'answers has no body',
      'Add body: what the target answers, as JSON or YAML; a text if it is no JSON.',
    )
  return { status: Number(status.value), body: at.value.body }
}

const isStatus = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599

function toDay(at: YamlValue): string {
  const day = textOf(at)
  const date = new Date(`${day}T00:00:00Z`)
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day
  throw wrong(at, `${day.slice(0, 40)} is no day`, 'Write the last day on which it is accepted: 2027-03-31.')
}

function refuseSecond(items: readonly YamlValue[], deviations: readonly Deviation[]): void {
  const first = new Map<string, string>()
  for (const [index, { case: id, transport = 'http', at }] of deviations.entries()) {
    const key = deviationKey(id, transport)
    const earlier = first.get(key)
    const item = items[index]
    if (earlier !== undefined && item)
      throw wrong(item, `${id} has an entry already, at ${earlier}`, 'Keep one of them.')
    first.set(key, at)
  }
}
