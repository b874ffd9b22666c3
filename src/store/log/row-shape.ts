import type { Tables, TableName } from '../../domain/state.ts'
import { isObject } from '../../json.ts'

/** Whether this can be a row of the table, as far as answers depend on it: nobody can answer from any other. */
export function isRowOf(table: TableName, value: unknown): boolean {
  if (table === 'arms') return isListOfObjects(value)
  return isObject(value) && Object.entries(SHAPES[table]).every(([name, is]) => is(value[name]))
}

/** Whether this is the name of a table. */
export const isTable = (name: string): name is TableName => Object.hasOwn(SHAPES, name)

type Is = (value: unknown) => boolean

const isText: Is = (value) => typeof value === 'string'
const isNumber: Is = (value) => typeof value === 'number'
const isFlag: Is = (value) => typeof value === 'boolean'
const isList: Is = Array.isArray
const isListOfObjects: Is = (value) => Array.isArray(value) && value.every(isObject)

// No more than answers need: an older greenroom may have written less than a newer one does.
const SHAPES: { readonly [Name in TableName]: { readonly [Member in keyof Tables[Name]]?: Is } } = {
  people: { id: isText, username: isText, role: isText },
  roles: { permissions: isList },
  livechatRooms: { _id: isText, ts: isText, v: isObject },
  subscriptions: { rid: isText, userId: isText },
  messages: { id: isText, rid: isText },
  calls: { id: isText, url: isText, users: isList },
  departments: { id: isText, ancestors: isList },
  meetingRooms: { code: isText, inside: isListOfObjects, past: isListOfObjects, maxParticipants: isNumber },
  windows: { start: isNumber, used: isNumber },
  settings: { rateLimit: isFlag },
  clock: { kind: isText },
  arms: {},
}
