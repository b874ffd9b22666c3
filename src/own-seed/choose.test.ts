import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toSeed, toSeedChoice } from './choose.ts'

it('a seed is one by name, the documented one by default', async () => {
  expect([undefined, 'documented', 'empty', 'busy:50'].map(toSeedChoice)).toEqual([
    'documented',
    'documented',
    'empty',
    'busy:50',
  ])
  expect([await toSeed(undefined), await toSeed('empty')]).toEqual(['documented', 'empty'])
})

it.each(['documentd', 'busy:', 'busy:1000001', ''])('%j is none, and the fault lists those there are', async (name) => {
  const fault = {
    message: `there is no seed ${name}`,
    fix: expect.stringMatching(/Known: documented, empty, busy:<number up to 1000000>\.$/),
  }
  expect(() => toSeedChoice(name)).toThrow(expect.objectContaining(fault))
  await expect(toSeed(name)).rejects.toMatchObject(fault)
})

it('a word with a dot or slash is a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-seed-'))
  const file = join(folder, 'rooms.yaml')
  await writeFile(file, 'extends: documented\nmeetingRooms:\n  - code: my-own-room\n')
  expect(await toSeed(file)).toMatchObject({
    meetingRooms: expect.arrayContaining([expect.objectContaining({ code: 'my-own-room' })]),
  })
  await writeFile(file, 'meetingRoom: []\n')
  await expect(toSeed(file)).rejects.toThrow(/rooms\.yaml:1: the file contains the unknown word meetingRoom$/)
  await expect(toSeed(join(folder, 'none'))).rejects.toMatchObject({ name: 'Fault' })
  await rm(folder, { recursive: true })
})

it.each(['none/rooms', 'none.yaml', 'none\\rooms'])('%s is the name of a file, not of a seed', async (word) => {
  await expect(toSeed(word)).rejects.toThrow('no such file')
})

it('the seed that may have been meant is named', () => {
  expect(() => toSeedChoice('emty')).toThrow(
    expect.objectContaining({ fix: expect.stringMatching(/^Did you mean empty\? Known: /) }),
  )
})
