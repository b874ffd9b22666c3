import { type Deviation, deviationKey } from '../verify/model/target.ts'
import { TRANSPORTS, type Transport } from '../verify/model/transport.ts'
import { toRecordedFinding } from './recorded-finding.ts'
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

/** A known deviation, like an entry of a file (docs/verify.md). */
export interface DeviationData extends Omit<Deviation, 'at' | 'case'> {
  /** The id of the case, or several. */
  readonly case: string | readonly string[]
}

/** Reads a file of known deviations. `ids` are the existing cases. Throws a Fault with file and line for an invalid entry. */
export const loadDeviations = async (file: string, ids: readonly string[]): Promise<readonly Deviation[]> =>
  toDeviations(await loadYaml(file, 'greenroom verify --write-deviations <file> drafts one.'), ids)

/** Reads the same as data. Throws a Fault with the path of an invalid entry. */
export const deviationsFrom = (data: readonly DeviationData[], ids: readonly string[]): readonly Deviation[] =>
  toDeviations(valueOfData(data, 'deviations'), ids)

function toDeviations(at: YamlValue, ids: readonly string[]): readonly Deviation[] {
  const first = new Map<string, string>()
  return itemsOf(at).flatMap((item) => {
    const deviations = toEntry(item, ids)
    for (const deviation of deviations) refuseSecond(item, deviation, first)
    return deviations
  })
}

/** An entry may be about several cases: one cause often has many. */
function toEntry(at: YamlValue, ids: readonly string[]): Deviation[] {
  refuseOlderForm(at)
  const members = membersOf(at, 'entry', ['case', 'transport', 'findings', 'reason', 'until'])
  const transport = toTransport(members.get('transport'))
  const about = needed(at, members, 'case')
  const cases = (Array.isArray(about.value) ? itemsOf(about) : [about]).map((each) => wordOf(each, 'case', ids))
  if (cases.length === 0)
    throw wrong(about, 'case is empty', 'Name the cases that deviate in this way, or delete the entry.')
  const rest = {
    ...(transport === 'http' ? {} : { transport }),
    findings: toFindings(needed(at, members, 'findings')),
    reason: textOf(needed(at, members, 'reason')),
    until: toDay(needed(at, members, 'until')),
  }
  return cases.map((each) => ({ case: each, ...rest, at: placeOf(at) }))
}

function refuseOlderForm(at: YamlValue): void {
  if (typeof at.value !== 'object' || at.value === null || !('answers' in at.value)) return
  throw wrong(
    at,
    'this entry records an answer, the format of an older greenroom',
    'Draft the file again with greenroom verify --write-deviations <file>, and copy your reasons and dates.',
  )
}

function toFindings(at: YamlValue): Deviation['findings'] {
  const findings = itemsOf(at).map(toRecordedFinding)
  if (findings.length > 0) return findings
  throw wrong(at, 'findings is empty', 'Add the findings, or delete the entry.')
}

function toTransport(at: YamlValue | undefined): Transport {
  const word = at === undefined ? 'http' : wordOf(at, 'transport', TRANSPORTS)
  return TRANSPORTS.find((transport) => transport === word) ?? 'http'
}

function toDay(at: YamlValue): string {
  const day = textOf(at)
  const date = new Date(`${day}T00:00:00Z`)
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day
  throw wrong(at, `${day.slice(0, 40)} is not a date`, 'Write the last day on which it is accepted: 2027-03-31.')
}

function refuseSecond(
  item: YamlValue,
  { case: id, transport = 'http', at }: Deviation,
  first: Map<string, string>,
): void {
  const key = deviationKey(id, transport)
  const earlier = first.get(key)
  if (earlier !== undefined) throw wrong(item, `${id} already has an entry, at ${earlier}`, 'Keep one of them.')
  first.set(key, at)
}
