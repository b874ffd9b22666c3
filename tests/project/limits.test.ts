import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { defaultLimits } from '../../src/mock/limits.ts'

/** A limit as the table names it → the tests that go over it and stay under it, by file and a part of the title. */
const TESTS: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  '`body`': [
    ['tests/mock/server.test.ts', 'hold to the byte'],
    ['tests/control/plane.test.ts', 'of 16 MiB is read, one byte more is 413'],
  ],
  'body discarded after a refusal': [['tests/transport/limits.test.ts', 'read on as far as 64 MiB']],
  '`url`': [['tests/transport/limits.test.ts', 'with a URL of %d characters']],
  '`headers`': [['tests/transport/limits.test.ts', 'with %d headers']],
  '`headerBytes`': [['tests/transport/limits.test.ts', 'with %d bytes of headers']],
  '`depth`': [['src/mock/body.test.ts', 'may be as deep as allowed, and not a level more']],
  '`parameters`': [
    ['src/mock/body.test.ts', 'may hold as many pairs as allowed, and not one more'],
    ['tests/mock/hostile.test.ts', 'with too many parameters, or too long'],
  ],
  'time for Prism to judge a request, with `--also`': [
    ['tests/also/also.test.ts', 'for a pattern that backtracks for ever is given up, and others are answered'],
  ],
  'time for the headers': [['tests/transport/limits.test.ts', 'headers may take ten seconds']],
  'time for the request': [['tests/transport/limits.test.ts', 'a request thirty']],
  '`connections`': [['tests/transport/connections.test.ts', 'exactly that many are all kept; one more replaces one']],
  'connections of the control plane': [
    ['tests/transport/connections.test.ts', 'more clients than that leave both planes answering'],
    ['src/transport/open-files.test.ts', 'of which the control plane gets a quarter'],
  ],
  'requests handled at once': [['tests/transport/in-order.test.ts', 'are worked on a few at a time']],
  'requests in total': [['tests/transport/limits.test.ts', 'ten thousand requests are answered, and then it ends']],
  'idle between two requests': [['tests/transport/limits.test.ts', 'the next one may be five away']],
  'for the client to end its side after ours': [['tests/transport/connections.test.ts', 'is cut soon']],
  'wrong tokens': [['tests/control/plane.test.ts', 'is answered 429 after many wrong tokens']],
  '`packet`': [
    ['tests/sockets/limits.test.ts', 'of as many bytes as are allowed is taken'],
    ['tests/sockets/limits.test.ts', 'of more closes the connection'],
  ],
  '`events`': [
    ['tests/sockets/limits.test.ts', 'is cut with a reason, and others never notice'],
    ['tests/sockets/limits.test.ts', 'of long packets is cut where as many short ones are not'],
  ],
  '`unread`': [['tests/sockets/limits.test.ts', 'is cut at a bound']],
  'pieces of a message': [['tests/transport/pieces.test.ts', 'in 256 pieces is read, in one more']],
  'pieces of a body over polling': [['tests/transport/pieces.test.ts', 'in 4,096 pieces is read, in more']],
  'namespaces of a connection': [
    ['tests/sockets/limits.test.ts', 'of one connection are twenty at the most'],
    ['tests/sockets/limits.test.ts', 'that were left, or refused, do not count'],
  ],
  'time to join one': [
    ['tests/sockets/connection.test.ts', 'that enters no namespace within twenty seconds is closed'],
  ],
  'an unanswered ping': [
    ['tests/sockets/connection.test.ts', 'that does not answer a ping within twenty seconds'],
    ['tests/sockets/connection.test.ts', 'that answers pings stays'],
  ],
  '`--max-worlds`': [
    ['tests/worlds/worlds.test.ts', 'is refused beyond the limit of worlds'],
    ['tests/worlds/worlds.test.ts', 'calls use up at most nine tenths of the worlds'],
  ],
  '`--world-idle`': [
    ['tests/worlds/world-life.test.ts', 'is dropped after its time, and that is announced'],
    ['tests/worlds/world-life.test.ts', 'stays as long as somebody calls it now and then'],
  ],
  '`world`': [
    ['tests/worlds/full-world.test.ts', 'refuses a call that would write'],
    ['tests/worlds/full-world.test.ts', 'takes further calls, and rows by the control plane'],
  ],
  'exchanges in a journal': [['src/world/journal.test.ts', 'keeps the latest 256 exchanges']],
  'a journal': [['src/world/journal.test.ts', 'keeps fewer where they are long, but always the latest']],
  'all journals': [
    ['src/world/journal.test.ts', 'never hold more than the budget'],
    ['src/world/journal-budget.test.ts', 'is taken from the largest, as much as is needed'],
  ],
  'exchanges kept with `--data`': [
    ['src/store/sqlite/journals.test.ts', 'as many as a journal holds, and no more text than a mebibyte'],
  ],
  'rooms in one list': [['tests/mock/busy.test.ts', 'holds a thousand at the most in one answer']],
  'rooms before a page in another order': [
    ['src/domain/livechat-page.test.ts', 'behind the first five thousand in another order'],
  ],
  'long lists at once': [['src/mock/scans.test.ts', 'at a time, and takes more once one has ended']],
  'logins of a person': [['src/domain/log-in.test.ts', 'are as many as may last, and one more ends the oldest']],
  'a silent DDP client': [['src/front/ddp-clients.test.ts', 'is asked, and cut if it does not answer']],
  'arms of a world': [['tests/control/bounds.test.ts', 'a world takes a thousand arms']],
  'participants who left a meeting room': [
    ['src/domain/meeting-seats.test.ts', 'remembers the last hundred that left'],
  ],
  'cache of tokens in a world': [['src/world/token-cache.test.ts', 'it never takes more than its bytes']],
  'streams and waits of the control plane': [['tests/cli/ends.test.ts', 'within the time that it promises']],
  sockets: [['tests/sockets/end.test.ts', 'waits a second for those that do not listen']],
  'answers under way': [['tests/cli/ends.test.ts', 'that comes twice ends it at once']],
  'the data': [['tests/stores/serve.test.ts', 'ends with its file closed']],
  'the run file': [['tests/cli/ends.test.ts', 'its run file with its token is gone']],
  'an unread log': [['tests/cli/ends.test.ts', 'loses lines beyond a limit']],
}

const rows = async (): Promise<string[]> =>
  [...(await readFile('docs/limits.md', 'utf8')).matchAll(/^\| ([^|]+?) \|/gm)]
    .map(([, first = '']) => first)
    .filter((first) => first !== 'limit' && first !== 'step' && !first.startsWith('---'))

it('every limit in the table has tests that go over it and stay under it, which exist', async () => {
  expect(Object.keys(TESTS).toSorted()).toEqual([...new Set(await rows())].toSorted())
  for (const [file, title] of Object.values(TESTS).flat())
    expect((await readFile(file, 'utf8')).includes(title), `${file}: ${title}`).toBe(true)
})

it('every limit that can be raised is in the table', async () => {
  const all = await rows()
  expect(Object.keys(defaultLimits).filter((name) => !all.includes(`\`${name}\``))).toEqual([])
})
