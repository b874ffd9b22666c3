import { expect, it } from 'vitest'
import { servedCli } from '../../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()

it('greenroom room shows a room with the names of those inside, or as JSON with its kind', async () => {
  await out('worlds', 'make', 'one')
  await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', '--as', 'host', '--world', 'one')
  const text = await out('room', 'abc-def-ghi', '--world', 'one')
  expect(text).toMatch(/^abc-def-ghi meeting-room, 1\/50, open\n/)
  expect(text).toContain('inside  host (host), a user since ')
  expect(await out('room', 'abc-def-ghi')).toMatch(/^abc-def-ghi meeting-room, 0\/50, open\n/)
  expect(JSON.parse(await out('room', 'gMMeBpWyLeowCrzBv', '--json'))).toMatchObject({
    kind: 'livechat-room',
    _id: 'gMMeBpWyLeowCrzBv',
  })
})

it.each([
  [[], 'greenroom room takes a code or id\n  greenroom rooms lists them.\n'],
  [['a', 'b'], 'unexpected argument b\n  greenroom room takes one code or id.\n'],
])('greenroom room %j is refused', async (args, error) => {
  expect(await cli('room', ...args)).toEqual({ code: 2, out: '', error })
})
