import { at, header, json, member } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant, Reply } from './mutant.ts'

const NODE =
  'Error: boom\n    at joinRoom (/srv/app/src/rooms.js:41:13)\n    at async handle (file:///srv/app/src/http.js:7:3)'
const JAVA = 'java.lang.NullPointerException\n\tat com.acme.Rooms.join(Rooms.java:41)'
const PYTHON = 'Traceback (most recent call last):\n  File "/srv/app/rooms.py", line 41, in join'
const GO = 'goroutine 1 [running]:\nmain.join(0xc000010)\n\t/srv/app/rooms.go:41 +0x1d'
const PHP =
  'PHP Fatal error:  Uncaught Exception in /srv/app/rooms.php:41\nStack trace:\n#0 /srv/app/index.php(7): join()\n#1 {main}'
const CSHARP = 'System.NullReferenceException\n   at Acme.Rooms.Join(String code) in C:\\app\\Rooms.cs:line 41'

/** Answers that expose secrets. */
export const leakMutants: readonly Mutant[] = [
  ...of('leak', [
    ['token in a header', echoing((reply, token) => header('X-Debug-Token', () => token)(reply))],
    ['token in a member', echoing((reply, token) => json((value) => ({ ...value, debug: { token } }))(reply))],
    [
      'token in base64',
      echoing((reply, token) => header('X-Trace', () => Buffer.from(token).toString('base64'))(reply)),
    ],
    [
      'stack trace of Node in a member',
      at(
        'joinMeetingRoom/room-full',
        json((value) => ({ ...value, stack: NODE })),
      ),
    ],
    [
      'stack trace in the message',
      at(
        'joinMeetingRoom/malformed-body',
        member('message', (message) => `${String(message)}\n${NODE}`),
      ),
    ],
    [
      'stack trace in an error that varies',
      at(
        'listLivechatRooms/invalid-date-range',
        member('error', (error) => `${String(error)} ${NODE}`),
      ),
    ],
    [
      'stack trace of Java',
      at(
        'joinLivechatRoom/invalid-room',
        json((value) => ({ ...value, trace: JAVA })),
      ),
    ],
    [
      'stack trace of Python',
      at(
        'joinVideoConference/unknown-call',
        json((value) => ({ ...value, trace: PYTHON })),
      ),
    ],
    [
      'stack trace of Go',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: GO })),
      ),
    ],
    [
      'stack trace of PHP',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: PHP })),
      ),
    ],
    [
      'stack trace of C#',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, trace: CSHARP })),
      ),
    ],
    [
      'stack trace in a header',
      at(
        'joinMeetingRoom/room-locked',
        header('X-Error', () => NODE.replaceAll('\n', ' ')),
      ),
    ],
    [
      'the name of a file in the message',
      at(
        'joinMeetingRoom/malformed-body',
        member('message', () => 'ENOENT: no such file or directory, open /srv/app/config/rooms.json'),
      ),
    ],
    [
      'SQL in a member',
      at(
        'joinMeetingRoom/room-not-found',
        json((value) => ({ ...value, query: "SELECT * FROM rooms WHERE code = 'x'" })),
      ),
    ],
  ]),
]

/** Repeats the caller's token, if there is one. */
function echoing(change: (reply: Reply, token: string) => Reply): () => Layer {
  return () => async (call, next) => {
    const reply = await next(call)
    const token = call.headers.find(([name]) => /^(?:x-auth-token|authorization)$/i.test(name))?.[1]
    return token === undefined || reply.status >= 400 ? reply : change(reply, token.replace(/^Bearer /i, ''))
  }
}
