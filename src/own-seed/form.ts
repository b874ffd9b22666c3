import type { Seed } from '../contract/compiled/types.ts'
import { isObject } from '../json.ts'

/** Data of one's own as `fixtures/own-seed.schema.yaml` has it. */
export interface OwnSeed {
  readonly extends?: 'documented' | 'empty'
  readonly says?: string
  readonly instant?: string
  readonly settings?: Partial<Seed['settings']>
  readonly jwtSecret?: string
  readonly roles?: Seed['roles']
  readonly people?: readonly OwnPerson[]
  readonly identities?: Readonly<Record<string, Partial<Seed['identities'][string]>>>
  readonly meetingRooms?: readonly OwnMeetingRoom[]
  readonly calls?: readonly OwnCall[]
  readonly departments?: readonly Department[]
  readonly livechatRooms?: readonly OwnLivechatRoom[]
}

type SeedPerson = Seed['people'][number]
type SeedMeetingRoom = Seed['meetingRooms'][number]
type SeedCall = Seed['calls'][number]

export type OwnPerson = Partial<SeedPerson> & Pick<SeedPerson, 'username'>
export type OwnMeetingRoom = Partial<SeedMeetingRoom> & Pick<SeedMeetingRoom, 'code'>
export type OwnCall = Partial<SeedCall> & Pick<SeedCall, 'id'>

/** A department of livechat rooms. */
export interface Department {
  readonly id: string
  readonly name: string
  readonly ancestors?: readonly string[]
  readonly agents?: readonly string[]
}

/** Members of a livechat room; unchecked but for these. */
export type OwnLivechatRoom = Readonly<Record<string, unknown>> & {
  readonly _id: string
  readonly servedBy?: string | object
  readonly open?: boolean
  readonly onHold?: boolean
  readonly departmentId?: string
}

/** Of a value that a schema has checked, or the control plane has made. */
export const isOwnSeed = (value: unknown): value is OwnSeed => isObject(value)
