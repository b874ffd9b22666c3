import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toScenario } from './scenario-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-scenario-'))
})
afterAll(() => rm(folder, { recursive: true }))
const written = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const TEXT = `scenario: mine
about: One joins.
steps:
  - { at: 0s, set: { meeting-room: [] } }
  - { at: 5s, by: Jane, call: joinMeetingRoom, request: { body: { guestName: Jane } }, expect: joined-as-guest }
`

describe('a scenario', () => {
  it('is one of ours by its name', async () => {
    expect(await toScenario('full-house')).toMatchObject({ name: 'full-house' })
    await expect(toScenario('full-hous')).rejects.toMatchObject({
      message: 'there is no scenario full-hous',
      fix: expect.stringMatching(/^Did you mean full-house\? Known: agent-joins-twice, crowd, full-house, /),
    })
  })

  it('is read from a file where the word has a dot or slash', async () => {
    const scenario = await toScenario(await written('mine.yaml', TEXT))
    expect(scenario).toMatchObject({
      name: 'mine',
      about: 'One joins.',
      steps: [
        { atMs: 0, set: { 'meeting-room': [] } },
        {
          atMs: 5_000,
          by: 'Jane',
          call: {
            operation: 'joinMeetingRoom',
            expect: 'joined-as-guest',
            request: { path: { code: '$code' }, body: { guestName: 'Jane' } },
          },
        },
      ],
    })
  })

  it.each([
    ['an unknown word', TEXT.replace('joined-as-guest', 'joined'), /mine\.yaml:5/],
    ['an unknown member', `${TEXT}more: 1\n`, /mine\.yaml/],
    ['no YAML', '{', /mine\.yaml/],
  ])('with %s is a fault with file and line', async (_, text, where) => {
    await expect(toScenario(await written('mine.yaml', text))).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(where),
    })
  })

  it('that is not there is a fault', async () => {
    const missing = join(folder, 'none.yaml')
    await expect(toScenario(missing)).rejects.toMatchObject({
      name: 'Fault',
      message: `${relative(process.cwd(), missing)}: no such file`,
      fix: 'Check the path, or the $ref that names it.',
    })
  })
})
