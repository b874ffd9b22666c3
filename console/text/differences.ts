import type { Snapshot } from '../../src/contract/compiled/types.ts'
import { isContainer, sameJson } from '../../src/json.ts'

/** A row in which two snapshots differ. */
export interface Difference {
  readonly table: string
  readonly key: string
  readonly kind: 'written' | 'removed' | 'changed'
  /** Its members that differ, as JSON. */
  readonly members: readonly { readonly name: string; readonly before: string; readonly after: string }[]
}

/** The rows in which two snapshots differ. */
export function differences(from: Snapshot, to: Snapshot): Difference[] {
  const [before, after] = [rowsOf(from), rowsOf(to)]
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)]
    if (sameJson(was, is)) return []
    const [table = '', key = ''] = place.split('\n')
    return [{ table, key, kind: kindOf(was, is), members: membersOf(was, is) }]
  })
}

/** A row of the seed that was removed is null; one that is the seed's is not there. */
function kindOf(was: unknown, is: unknown): Difference['kind'] {
  if (is === null || (is === undefined && was !== null)) return 'removed'
  return was === undefined || was === null ? 'written' : 'changed'
}

const rowsOf = ({ rows }: Snapshot): Map<string, unknown> =>
  new Map(
    Object.entries(rows).flatMap(([table, each]) =>
      Object.entries(each).map(([key, row]): [string, unknown] => [`${table}\n${key}`, row]),
    ),
  )

function membersOf(was: unknown, is: unknown): Difference['members'] {
  if (!isContainer(was) || !isContainer(is)) return []
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !sameJson(was[name], is[name]))
    .map((name) => ({ name, before: shown(was[name]), after: shown(is[name]) }))
}

const LONGEST = 200

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, LONGEST)
