import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { counted, identityLines } from './identity-lines.ts'
import { some } from '../testing/runs.ts'

const HEAD = `\
# Callers, by role. Values are names of environment variables, so that no file contains secrets. Remove the # and the space after it for those you have.
# nobody, guest, wrong-token, expired-token need none: their tokens are invented. An expired token that your server has issued shows more.
identities:
`
const lines = (ids: readonly string[], roles: Readonly<Record<string, string>> = {}): string =>
  identityLines(some(...ids), { roles, faces: faces.current }, [...faces.current, ...socketFaces]).slice(HEAD.length)

it('callers are explained, even if there are none', () => {
  expect(identityLines([], { roles: {}, faces: faces.current }, faces.current)).toBe(HEAD)
})

it('each role has the headers of its API, its meaning, and how many cases it is for', () => {
  expect(
    lines(
      [
        'joinMeetingRoom/joined-as-host',
        'joinVideoConference/rate-limited',
        'listLivechatRooms/listed',
        'listLivechatRooms/listed:changes-nothing',
      ],
      { host: 'hosts the room' },
    ),
  ).toBe(`\
#   host: { headers: { Authorization: { env: MEET_HOST_TOKEN, prefix: 'Bearer ' } } }
#     hosts the room; 1 case
#   no-permission: { headers: { X-User-Id: { env: RC_NO_PERMISSION_ID }, X-Auth-Token: { env: RC_NO_PERMISSION_TOKEN } } }
#     a role of the cases; 1 case
#   manager: { headers: { X-User-Id: { env: RC_MANAGER_ID }, X-Auth-Token: { env: RC_MANAGER_TOKEN } } }
#     a role of the cases; 2 cases
`)
})

it('roles that need no credentials are not asked for; invented tokens may be replaced by real ones', () => {
  expect(lines(['joinMeetingRoom/room-full', 'listLivechatRooms/not-logged-in'])).toBe('')
  expect(
    lines(['joinMeetingRoom/unauthorized', 'listLivechatRooms/not-logged-in:wrong-token'], {
      'wrong-token': 'has a token that is not theirs',
    }),
  ).toBe(`\
#   wrong-token: { headers: { X-User-Id: { env: RC_WRONG_ID }, X-Auth-Token: { env: RC_WRONG_TOKEN } } }
#     has a token that is not theirs; replaces an invented one; 1 case
#   expired-token: { headers: { Authorization: { env: MEET_EXPIRED_TOKEN, prefix: 'Bearer ' } } }
#     a role of the cases; replaces an invented one; 1 case
`)
})

it.each([
  [0, '0 cases'],
  [1, '1 case'],
  [2, '2 cases'],
])('%i are %s', (count, words) => expect(counted(count)).toBe(words))
