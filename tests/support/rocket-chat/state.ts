import { createRooms, type LivechatRoom } from './rooms.ts'

/** Somebody with an account. */
export interface Person {
  readonly role: string
  readonly userId: string
  readonly username: string
  /** Changed by a test, it is as good as expired. */
  authToken: string
  /** Of whom the server's own routes have made. */
  readonly password?: string
  readonly permissions: readonly string[]
  /** Whether `api-bypass-rate-limit` holds, as it does for admins and bots. */
  readonly bypass: boolean
  readonly departments: readonly string[]
}

/** A video conference; `members` null: in a public channel, which anonymous callers may read. */
export interface Call {
  readonly _id: string
  /** The channel in which it was started, if the server's own routes have made it. */
  readonly rid?: string
  readonly members: readonly string[] | null
  readonly ended: boolean
  readonly users: string[]
  anonymousUsers: number
}

/** All that the server knows. */
export interface State {
  readonly people: Person[]
  readonly rooms: LivechatRoom[]
  readonly calls: Call[]
  /** Who has joined which livechat room. */
  readonly subscriptions: { readonly rid: string; readonly userId: string }[]
  readonly departments: readonly { readonly _id: string; readonly name: string }[]
}

export const TEST_DEPARTMENT = 'greenroom-tests'
const ALL = ['view-l-room', 'view-livechat-rooms']

const person = (role: string, permissions: readonly string[], more: Partial<Person> = {}): Person => ({
  role,
  userId: `${role.replace('-', '')}UserOfStandIn`,
  username: role,
  authToken: `token-of-${role}-on-the-stand-in-only`,
  permissions,
  bypass: false,
  departments: [],
  ...more,
})

const call = (id: string, more: Partial<Call> = {}): Call => ({
  _id: id,
  members: null,
  ended: false,
  users: [],
  anonymousUsers: 0,
  ...more,
})

/** What a server holds on which tests and customers live side by side. */
export function createState(): State {
  const agent = person('agent', ['view-l-room'], { departments: [TEST_DEPARTMENT] })
  const colleague = person('colleague', ['view-l-room'])
  return {
    people: [
      agent,
      colleague,
      person('manager', ALL),
      person('no-permission', []),
      person('admin', ALL, { bypass: true }),
      person('bot', ALL, { bypass: true }),
    ],
    rooms: createRooms({ agent, colleague, department: TEST_DEPARTMENT }),
    calls: [
      call('697887e3c8b0533020781b01'),
      call('697887e3c8b0533020781b02', { members: [colleague.userId] }),
      call('697887e3c8b0533020781b03', { ended: true }),
    ],
    subscriptions: [],
    departments: [
      { _id: TEST_DEPARTMENT, name: 'Tests' },
      { _id: 'customer-care', name: 'Customer care' },
    ],
  }
}
