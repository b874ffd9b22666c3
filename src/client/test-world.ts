import type { IdentityName } from '../contract/compiled/seeds.ts'
import type {
  ArmInfo,
  ArmRequest,
  LimiterInfo,
  LivechatDepartment,
  LivechatRoom,
  OperationId,
  OutcomeName,
  Person,
  Role,
  SeedData,
  Snapshot,
  VideoCall,
  WorldInfo,
} from '../contract/compiled/types.ts'
import { toArmRequest, type ArmEffect, type ArmOptions } from './arm-request.ts'
import { worldClock, type WorldClock } from './clock.ts'
import { follow, type GreenroomEvent } from './events.ts'
import { worldJournal, type WorldJournal } from './journal.ts'
import { meetingRoomTable, type MeetingRoomTable } from './meeting-room-table.ts'
import { findPlay, startPlay, type Play, type PlayOptions, type ScenarioWish } from './play.ts'
import type { Requester } from './requester.ts'
import type { Situation, SituationValuesOf } from './situation.ts'
import { rowTable, type RowTable } from './table.ts'

/** The outcomes of an operation; none for `null`, which means any operation. */
export type OutcomeOf<Id extends OperationId | null> = Id extends OperationId ? OutcomeName<Id> : never

/** The headers of each identity. */
export type Identities = Readonly<Record<IdentityName, Readonly<Record<string, string>>>>

/** A world of a running greenroom. Disposing of the handle drops the world if the handle created it. */
export interface TestWorld extends AsyncDisposable {
  readonly name: string
  /** Base URL of its endpoints; the path includes the world. */
  readonly url: string
  /** An origin whose host names the world: for browsers, since relative URLs then stay in the world. */
  readonly origin: string
  /** The header that names it, for calls to the mock's base URL. */
  readonly headers: Readonly<Record<string, string>>
  /** The headers of each identity (`agent`, `member`, …); for a seed of your own, of the identities that it has. */
  readonly identities: Identities
  readonly clock: WorldClock
  readonly journal: WorldJournal
  /** Turns documented rate limits on or off, and shows what is left of them. */
  readonly limiter: { on(): Promise<void>; off(): Promise<void>; read(): Promise<LimiterInfo> }
  /** Lets callers without credentials into public calls, or keeps them out. */
  readonly guests: { allow(): Promise<void>; refuse(): Promise<void> }
  readonly people: RowTable<Person>
  readonly roles: RowTable<Role>
  readonly livechatRooms: RowTable<LivechatRoom>
  readonly calls: RowTable<VideoCall>
  /** Departments of livechat rooms. */
  readonly departments: RowTable<LivechatDepartment>
  readonly meetingRooms: MeetingRoomTable
  /**
   * Puts the world into a situation: creates its subjects, and returns the values with which a request names them. Subjects named
   * in `values` already exist: the facts are added to them. With `keepSeats`, guests take the seats that a room has; else it has
   * those that are taken and two more.
   */
  readonly situation: <Arranged extends Situation>(
    situation: Arranged,
    options?: {
      readonly operation?: OperationId
      readonly address?: string
      readonly values?: Readonly<Record<string, string>>
      readonly keepSeats?: boolean
    },
  ) => Promise<SituationValuesOf<Arranged>>
  /** Plays a scenario, replacing one that is playing. Its subjects exist when this resolves. */
  readonly play: (scenario: ScenarioWish, how?: PlayOptions) => Promise<Play>
  /** The playing scenario, no matter what started it; rejects if there is none. */
  readonly playing: () => Promise<Play>
  /**
   * Answers the next calls of an operation with a documented outcome or an undocumented effect; for `null`, of any operation
   * with an undocumented effect.
   */
  readonly arm: <Id extends OperationId | null>(
    operation: Id,
    answer: OutcomeOf<Id> | ArmEffect,
    options?: ArmOptions,
  ) => Promise<ArmInfo>
  /** Arms unchecked input: the server rejects an unknown outcome. For tools that take it from users. */
  readonly armWith: (request: ArmRequest) => Promise<ArmInfo>
  readonly arms: () => Promise<readonly ArmInfo[]>
  /** Disarms one operation, or everything. */
  readonly disarm: (operation?: OperationId) => Promise<void>
  /** Resets it to how it was created or restored. */
  readonly reset: () => Promise<void>
  readonly snapshot: () => Promise<Snapshot>
  /** What it holds now, as the data of a seed: a file with it begins another world the same way. */
  readonly seed: () => Promise<SeedData>
  /** Continues from a snapshot of this or another world. A damaged snapshot is refused, and changes nothing. */
  readonly restore: (snapshot: Snapshot) => Promise<void>
  readonly drop: () => Promise<void>
  /** Its events, until the signal aborts or the world is dropped. */
  readonly events: (signal?: AbortSignal, onOpen?: () => void) => AsyncIterable<GreenroomEvent>
}

/** The control plane's description of a world, typed with the identities of our seeds. */
export type MadeWorld = WorldInfo & { readonly identities: Identities }

/** A handle of an existing world; `isOwn` if disposing of the handle drops it. */
export function toTestWorld(requester: Requester, info: MadeWorld, { isOwn }: { readonly isOwn: boolean }): TestWorld {
  const { json } = requester
  const { name, url, origin, headers, identities, latest } = info
  const path = `/worlds/${encodeURIComponent(name)}`
  const limiter = async (enforced: boolean): Promise<void> =>
    void (await json('PUT', `${path}/limiter`, { body: { enforced } }))
  const guests = async (allowed: boolean): Promise<void> =>
    void (await json('PUT', `${path}/guests`, { body: { allowed } }))
  let { generation } = info
  // Must not drop a world that has replaced this one.
  const drop = (): Promise<void> => requester.gone(`${path}?generation=${generation}`)
  // What this handle restores is its own, and of another generation.
  const restore = async (body: Snapshot): Promise<void> => {
    generation = (await json<WorldInfo>('PUT', `${path}/snapshot`, { body })).generation
  }
  return {
    name,
    url,
    origin,
    headers,
    identities,
    clock: worldClock(requester, `${path}/clock`),
    journal: worldJournal(requester, `${path}/journal`, latest),
    limiter: { on: () => limiter(true), off: () => limiter(false), read: () => json('GET', `${path}/limiter`) },
    guests: { allow: () => guests(true), refuse: () => guests(false) },
    people: rowTable<Person>(requester, `${path}/people`),
    roles: rowTable<Role>(requester, `${path}/roles`),
    livechatRooms: rowTable<LivechatRoom>(requester, `${path}/livechat-rooms`),
    calls: rowTable<VideoCall>(requester, `${path}/calls`),
    departments: rowTable<LivechatDepartment>(requester, `${path}/departments`),
    meetingRooms: meetingRoomTable(requester, path),
    async situation<Arranged extends Situation>(situation: Arranged, options = {}) {
      const body = { situation, ...options }
      return (await json<{ values: SituationValuesOf<Arranged> }>('PUT', `${path}/situations`, { body })).values
    },
    play: (scenario, how) => startPlay(requester, `${path}/scenario`, scenario, how),
    playing: () => findPlay(requester, `${path}/scenario`),
    arm: (operation, what, options = {}) =>
      json<ArmInfo>('POST', `${path}/arms`, { body: toArmRequest(operation, what, options) }),
    armWith: (body) => json('POST', `${path}/arms`, { body }),
    arms: async () => (await json<{ arms: ArmInfo[] }>('GET', `${path}/arms`)).arms,
    disarm: async (operation) => void (await json('DELETE', `${path}/arms`, { query: { operation } })),
    reset: async () => void (await json('POST', `${path}/reset`)),
    snapshot: () => json('GET', `${path}/snapshot`),
    seed: () => json('GET', `${path}/seed`),
    restore,
    drop,
    events: (signal, onOpen) => follow(requester, `${path}/events`, signal, onOpen),
    [Symbol.asyncDispose]: isOwn ? drop : async () => {},
  }
}
