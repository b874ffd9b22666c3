import type {
  BarredRoom,
  ClockSetting,
  LimitWindow,
  LivechatDepartment,
  LivechatRoom,
  MeetingRoom,
  Person,
  Role,
  Subscription,
  SystemMessage,
  VideoCall,
} from '../contract/compiled/types.ts'

// Rows as the control plane's contract describes them, for reading, editing and snapshots.
export type {
  BarredRoom,
  ClockSetting,
  LimitWindow,
  LivechatDepartment,
  MeetingRoom,
  Person,
  Role,
  Subscription,
  SystemMessage,
  VideoCall,
}

/** A forced answer for the next calls of an operation. */
export interface Arm {
  readonly id: string
  /** Null for any operation. */
  readonly operation: string | null
  /** Number of calls left to answer; null until it is cleared. */
  readonly times: number | null
  /** Milliseconds to wait before the answer. */
  readonly latencyMs: number
  /** A documented outcome, an undocumented 5xx, or a broken connection; `reached` leaves it to the rules. */
  readonly answer:
    | { readonly kind: 'outcome'; readonly outcome: string }
    | { readonly kind: 'status'; readonly status: number }
    | { readonly kind: 'reset' }
    | { readonly kind: 'reached' }
}

/**
 * The tables of a world and their rows. Meeting rooms are keyed by code, subscriptions by `rid/userId`, windows by
 * `operation address`, roles by name, and all others by id; settings, clock and arms have one row, with an empty key.
 */
export interface Tables {
  readonly people: Person
  readonly roles: Role
  readonly livechatRooms: LivechatRoom
  readonly subscriptions: Subscription
  readonly messages: SystemMessage
  readonly calls: VideoCall
  readonly departments: LivechatDepartment
  readonly meetingRooms: MeetingRoom
  readonly windows: LimitWindow
  readonly settings: Settings
  readonly clock: ClockSetting
  readonly arms: readonly Arm[]
}

export type TableName = keyof Tables

/** A read-only table. */
export interface Reader<T> {
  get(key: string): T | undefined
  /** All rows with their keys; rows of the seed first. */
  entries(): Iterable<readonly [key: string, row: T]>
}

/** Ordered rows. They may be generated when read, so a page out of a million is as fast as one out of a thousand. */
export interface RowList<T> extends Iterable<T> {
  readonly length: number
  /** Like `Array.prototype.slice` with non-negative bounds. Until the next write, the same bounds return the same array. */
  slice(start: number, end?: number): readonly T[]
}

export interface LivechatReader extends Reader<LivechatRoom> {
  /** All rooms, newest first (`ts` descending, then by id). */
  newestFirst(): RowList<LivechatRoom>
}

/** Settings of a world that change its answers. */
export interface Settings {
  /** Whether callers without credentials may join public calls. */
  readonly anonymousReading: boolean
  /** The role given to any well-formed credentials; null to accept only people of this world. */
  readonly trust: string | null
  /** Whether documented rate limits are enforced. */
  readonly rateLimit: boolean
  /** `auto`: rooms that wait are given to agents, and nobody else may join them. By default, any agent may. */
  readonly routing?: 'manual' | 'auto'
  /** Whether limits that the contract has for pacing only are enforced, too; not by default. */
  readonly livechatLimits?: boolean
  /** Person → the units that they monitor: they see the livechat rooms of these alone. None by default. */
  readonly monitors?: Readonly<Record<string, readonly string[]>>
  /** Livechat rooms that something besides access keeps everybody out of, by id; none by default. */
  readonly barredRooms?: Readonly<Record<string, BarredRoom>>
}

/** The claims of a token with a valid signature. */
export interface Claims {
  readonly sub: string
  /** Seconds since 1970; null if the token never expires. */
  readonly expires: number | null
  /** Seconds since 1970; null: it is valid already. */
  readonly notBefore: number | null
}

/** A read-only view of a world's current values. */
export interface State {
  readonly people: Reader<Person>
  readonly roles: Reader<Role>
  readonly livechatRooms: LivechatReader
  readonly subscriptions: Reader<Subscription>
  readonly calls: Reader<VideoCall>
  readonly departments: Reader<LivechatDepartment>
  readonly meetingRooms: Reader<MeetingRoom>
  readonly windows: Reader<LimitWindow>
  readonly settings: Settings
  /** Oldest first. */
  readonly arms: readonly Arm[]
  /** Milliseconds since 1970 on the world's clock. */
  readonly now: number
  /** The source of that time. */
  readonly clock: ClockSetting
  /** Whether its rows take as many bytes as they may, so that none may be added. */
  readonly isFull: boolean
  /** Milliseconds since 1970 on the clock behind running worlds. */
  readonly machineTime: number
  permissionsOf(role: string): ReadonlySet<string>
  /** The claims of a well-formed token with a valid signature, or null. Checks neither expiry nor whether the subject exists. */
  readToken(token: string): Claims | null
  /** A token with which a user connects for a week. */
  tokenFor(userId: string): string
  /** Whether another system signs the tokens, so that their subjects need not be people of this world. */
  readonly foreignTokens: boolean
}

/** A row to write; null removes it. */
export type Write = {
  readonly [Name in TableName]: { readonly table: Name; readonly key: string; readonly value: Tables[Name] | null }
}[TableName]

/** Key in the table `subscriptions`. */
export const subscriptionKey = (rid: string, userId: string): string => `${rid}/${userId}`
