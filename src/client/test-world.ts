import type { IdentityName } from '../contract/compiled/seeds.ts'
import type {
  ArmInfo,
  ArmRequest,
  LivechatRoom,
  MeetingRoom,
  OperationId,
  OutcomeName,
  Participant,
  Person,
  Role,
  Seat,
  Snapshot,
  VideoCall,
  WorldInfo,
} from '../contract/compiled/types.ts'
import { worldClock, type WorldClock } from './clock.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import { follow, type GreenroomEvent } from './events.ts'
import { worldJournal, type WorldJournal } from './journal.ts'
import { findPlay, startPlay, type Play, type PlayOptions, type ScenarioWish } from './play.ts'
import type { Requester } from './requester.ts'
import type { Situation, SituationValuesOf } from './situation.ts'
import { rowTable, type RowTable } from './table.ts'

/** How often, and how late, an armed answer comes. */
export interface ArmOptions {
  /** How many calls it answers; until it is cleared by default. */
  readonly times?: number
  /** How late the answer comes. */
  readonly latency?: Duration
}

/** An answer that no contract documents: a server error, a broken connection, or only a delay. */
export type ArmEffect =
  | { readonly status: 500 | 501 | 502 | 503 | 504 }
  | { readonly reset: true }
  | { readonly latency: Duration }

/** The outcomes of an operation; of none in particular there are none. */
export type OutcomeOf<Id extends OperationId | null> = Id extends OperationId ? OutcomeName<Id> : never

/** Meeting rooms, whose seats can be given and taken. */
export interface MeetingRoomTable extends RowTable<MeetingRoom> {
  /** Gives somebody a seat, whatever the room's rules say. */
  readonly seat: (code: string, who: Seat) => Promise<Participant>
  /** Lets a participant leave. */
  readonly unseat: (code: string, participantId: string) => Promise<Participant>
}

/** Role of a caller to the headers that it calls with. */
export type Identities = Readonly<Record<IdentityName, Readonly<Record<string, string>>>>

/** A world of a running greenroom, for a test to use. Disposing of one that was made by this handle drops it. */
export interface TestWorld extends AsyncDisposable {
  readonly name: string
  /** Base URL of its endpoints; the world is part of its path. */
  readonly url: string
  /** Scheme, host and port that name the world: for browsers, whose relative URLs then stay in it. */
  readonly origin: string
  /** The header that names it, for calls to the mock's own URL. */
  readonly headers: Readonly<Record<string, string>>
  /** Role of a caller (`agent`, `member`, …) to the headers that it calls with; of a seed of your own, those that it has. */
  readonly identities: Identities
  readonly clock: WorldClock
  readonly journal: WorldJournal
  /** Whether documented limits are enforced. */
  readonly limiter: { on(): Promise<void>; off(): Promise<void> }
  readonly people: RowTable<Person>
  readonly roles: RowTable<Role>
  readonly livechatRooms: RowTable<LivechatRoom>
  readonly calls: RowTable<VideoCall>
  readonly meetingRooms: MeetingRoomTable
  /**
   * Brings about a situation with new subjects, and gives the values by which a request names them. Subjects that `values` names
   * are there already: facts are added to them in place.
   */
  readonly situation: <Arranged extends Situation>(
    situation: Arranged,
    options?: {
      readonly operation?: OperationId
      readonly address?: string
      readonly values?: Readonly<Record<string, string>>
    },
  ) => Promise<SituationValuesOf<Arranged>>
  /** Plays a scenario, in place of one that plays in it. Its subjects are there when this resolves. */
  readonly play: (scenario: ScenarioWish, how?: PlayOptions) => Promise<Play>
  /** What plays in it, whoever has started it; rejects if nothing does. */
  readonly playing: () => Promise<Play>
  /**
   * Answers the next calls of an operation with a documented outcome; or, of all where it is `null`, with what no contract
   * documents.
   */
  readonly arm: <Id extends OperationId | null>(
    operation: Id,
    answer: OutcomeOf<Id> | ArmEffect,
    options?: ArmOptions,
  ) => Promise<ArmInfo>
  /** Arms what may be no documented outcome; the server says so then. For tools that read words from people. */
  readonly armWith: (request: ArmRequest) => Promise<ArmInfo>
  readonly arms: () => Promise<readonly ArmInfo[]>
  /** Disarms one operation, or everything. */
  readonly disarm: (operation?: OperationId) => Promise<void>
  /** Begins it again as it was made. */
  readonly reset: () => Promise<void>
  readonly snapshot: () => Promise<Snapshot>
  /** Goes on from a snapshot, of this world or another; refused, and nothing changed, if it was damaged. */
  readonly restore: (snapshot: Snapshot) => Promise<void>
  readonly drop: () => Promise<void>
  /** What happens in it, until the signal aborts or it is dropped. */
  readonly events: (signal?: AbortSignal) => AsyncIterable<GreenroomEvent>
}

/** A world as the control plane tells of it, with the identities that our seeds have. */
export type MadeWorld = WorldInfo & { readonly identities: Identities }

/** A handle of a world that is there. */
export function toTestWorld(requester: Requester, info: MadeWorld, { isOwn }: { readonly isOwn: boolean }): TestWorld {
  const { json } = requester
  const { name, url, origin, headers, identities, exchanges } = info
  const path = `/worlds/${encodeURIComponent(name)}`
  const limiter = async (enforced: boolean): Promise<void> =>
    void (await json('PUT', `${path}/limiter`, { body: { enforced } }))
  // Not one that has taken its place since.
  const drop = (): Promise<void> => requester.gone(`${path}?generation=${info.generation}`)
  return {
    name,
    url,
    origin,
    headers,
    identities,
    clock: worldClock(requester, `${path}/clock`),
    journal: worldJournal(requester, `${path}/journal`, exchanges),
    limiter: { on: () => limiter(true), off: () => limiter(false) },
    people: rowTable<Person>(requester, `${path}/people`),
    roles: rowTable<Role>(requester, `${path}/roles`),
    livechatRooms: rowTable<LivechatRoom>(requester, `${path}/livechat-rooms`),
    calls: rowTable<VideoCall>(requester, `${path}/calls`),
    meetingRooms: meetingRoomTable(requester, `${path}/meeting-rooms`),
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
    restore: async (body) => void (await json('PUT', `${path}/snapshot`, { body })),
    drop,
    events: (signal) => follow(requester, `${path}/events`, signal),
    [Symbol.asyncDispose]: isOwn ? drop : async () => {},
  }
}

function toArmRequest(operation: OperationId | null, what: string | ArmEffect, options: ArmOptions): ArmRequest {
  const { latency, ...rest } = { ...(typeof what === 'string' ? { outcome: what } : what), ...options }
  return {
    ...(operation === null ? {} : { operation }),
    ...rest,
    ...(latency === undefined ? {} : { latencyMs: toMilliseconds(latency) }),
  }
}

const meetingRoomTable = (requester: Requester, path: string): MeetingRoomTable => {
  const participants = (code: string): string => `${path}/${encodeURIComponent(code)}/participants`
  return {
    ...rowTable<MeetingRoom>(requester, path),
    seat: (code, body) => requester.json('POST', participants(code), { body }),
    unseat: (code, id) => requester.json('DELETE', `${participants(code)}/${encodeURIComponent(id)}`),
  }
}
