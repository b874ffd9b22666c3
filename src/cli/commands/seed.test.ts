import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()

it('greenroom seed prints what a world holds now, as a file to begin with, or as JSON', async () => {
  await out('worlds', 'make', 'own')
  await out('lock', 'abc-def-ghi', '--world', 'own')
  const text = await out('seed', '--world', 'own')
  expect(text).toMatch(/^# What the world own held\. To begin with it: greenroom serve --seed <this file>\n/)
  // Rows are blocks, what they hold stands in a line, and nothing refers to another place.
  expect(text).toMatch(/\npeople:\n {2}- id: \S+\n {4}username: manager\n/)
  expect(text).toContain(
    '\n    code: ful-rom-now\n    hostId: clx9z8y7x6w5v4u3t2s1r0q\n    maxParticipants: 2\n    guests: [Ada, Grace]\n',
  )
  expect(text).not.toMatch(/[&*]ref_/)
  const json: unknown = JSON.parse(await out('seed', '--world', 'own', '--json'))
  expect(load(text)).toEqual(json)
  expect(json).toMatchObject({
    meetingRooms: expect.arrayContaining([expect.objectContaining({ code: 'abc-def-ghi', isLocked: true })]),
  })
})

it('greenroom seed --schema prints the schema of such files', async () => {
  expect(JSON.parse(await out('seed', '--schema'))).toMatchObject({ type: 'object' })
})

it.each([
  [['x'], 'unexpected argument x\n  Name the world with --world.\n'],
  [['--schema', '--world', 'own'], '--world has no effect with --schema\n  Drop one of them.\n'],
  [['--schema', '--json'], '--json has no effect with --schema\n  Drop one of them.\n'],
])('greenroom seed %j is refused', async (args, error) => {
  expect(await cli('seed', ...args)).toEqual({ code: 2, out: '', error })
})
