import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { Person, Settings } from './state.ts'

/** The units whose rooms are all that a monitor sees; null: the person monitors no unit, and nothing is hidden for that. */
export const monitoredUnits = ({ monitors = {} }: Settings, person: Person | undefined): readonly string[] | null =>
  person !== undefined && Object.hasOwn(monitors, person.id) ? (monitors[person.id] ?? null) : null

/** Whether a room belongs to one of these units. One of no unit belongs to none. */
export const isInUnits = ({ departmentAncestors = [] }: LivechatRoom, units: readonly string[]): boolean =>
  departmentAncestors.some((unit) => units.includes(unit))
