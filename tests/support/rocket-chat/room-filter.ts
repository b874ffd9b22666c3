import { isObject, timeOf } from './json-value.ts'
import type { LivechatRoom } from './rooms.ts'

type Query = Readonly<Record<string, unknown>>
type Holds = (room: LivechatRoom) => boolean

/** Which rooms a query that has passed its checks asks for: those for which every filter given holds (§3.2). */
export function roomFilter(query: Query): Holds {
  const filters = [
    byAgent,
    byDepartment,
    byName,
    byState,
    byTag,
    byUnit,
    byCustomFields,
    byDate('createdAt', 'ts'),
    byDate('closedAt', 'closedAt'),
  ]
  const all = filters.map((filter) => filter(query))
  return (room) => all.every((holds) => holds(room))
}

const any: Holds = () => true
const textsOf = (value: unknown): string[] => [value].flat().filter((item) => typeof item === 'string')

function byAgent({ agents }: Query): Holds {
  const ids = textsOf(agents)
  return ids.length === 0 ? any : ({ servedBy }) => servedBy !== undefined && ids.includes(servedBy._id)
}

function byDepartment({ departmentId }: Query): Holds {
  const ids = textsOf(departmentId).filter((id) => id !== '' && id !== 'undefined')
  return ids.length === 0 ? any : (room) => room.departmentId !== undefined && ids.includes(room.departmentId)
}

function byName({ roomName }: Query): Holds {
  if (typeof roomName !== 'string' || roomName === '') return any
  const whole = /^"(.*)"$/s.exec(roomName)?.[1]
  return whole === undefined
    ? ({ fname }) => fname.toLowerCase().includes(roomName.toLowerCase())
    : ({ fname }) => fname === whole
}

const isOn = (flag: unknown): boolean => ['t', 'true', '1'].includes(String(flag))

// `queued` wins over `onhold` and `open`; an `open` that is neither true nor false is ignored.
function byState({ open, onhold, queued }: Query): Holds {
  if (isOn(queued)) return (room) => room.open === true && !room.servedBy && !room.onHold
  if (isOn(onhold)) return (room) => room.onHold === true
  if (String(open) === 'true') return (room) => room.open === true && room.servedBy !== undefined && !room.onHold
  if (String(open) === 'false') return (room) => room.open === undefined && !room.onHold
  return any
}

function byTag({ tags }: Query): Holds {
  const wanted = textsOf(tags)
  return wanted.length === 0 ? any : (room) => wanted.some((tag) => room.tags?.includes(tag))
}

// There are no business units here.
const byUnit = ({ units }: Query): Holds => (textsOf(units).length === 0 ? any : () => false)

function byCustomFields({ customFields }: Query): Holds {
  const fields: unknown = typeof customFields === 'string' && customFields !== '' ? JSON.parse(customFields) : {}
  const patterns = Object.entries(isObject(fields) ? fields : {}).map(
    ([name, value]) => [name, new RegExp(String(value), 'i')] as const,
  )
  return ({ livechatData }) =>
    patterns.every(([name, pattern]) => livechatData[name] !== undefined && pattern.test(livechatData[name]))
}

const byDate =
  (parameter: 'createdAt' | 'closedAt', field: 'ts' | 'closedAt') =>
  (query: Query): Holds => {
    const given = query[parameter]
    const range: unknown = typeof given === 'string' && given !== '' ? JSON.parse(given) : {}
    if (!isObject(range)) return any
    const start = range['start'] ? timeOf(range['start']) : null
    const end = range['end'] ? timeOf(range['end']) : null
    return (room) => {
      const at = Date.parse(room[field] ?? '')
      return (start === null || at >= start) && (end === null || at <= end)
    }
  }
