import { describe, expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { isCallStep, type ScenarioStep } from '../../contract/model/scenario.ts'
import type { Command } from '../command.ts'
import { readInput } from '../read-input.ts'
import { toScenario } from '../../scenario-file.ts'
import { playServed, servedScenario } from './scenario.ts'

const COMMAND: Command = {
  name: 'serve',
  summary: '',
  options: [
    { name: 'scenario', kind: 'text', help: '' },
    { name: 'speed', kind: 'text', help: '' },
  ],
  examples: [],
  run: () => Promise.resolve(0),
}
const served = (...args: string[]) => servedScenario(readInput(COMMAND, args, {}))

describe('what is played from the start', () => {
  it('is nothing, or the scenario that is named, at its speed', async () => {
    expect(await served()).toBeNull()
    expect(await served('--scenario', 'last-seat')).toMatchObject({ scenario: { name: 'last-seat' }, speed: 1 })
    expect(await served('--scenario', 'last-seat', '--speed', '10')).toMatchObject({ speed: 10 })
  })

  it('has no speed without a scenario', async () => {
    await expect(served('--speed', '10')).rejects.toMatchObject({
      message: '--speed needs a scenario',
      fix: 'Name one with --scenario; greenroom play --list lists them.',
    })
    await expect(served('--scenario', 'none')).rejects.toMatchObject({ message: 'there is no scenario none' })
  })
})

describe('a scenario that is played', () => {
  const play = async (name: string, mustName: boolean, only: (step: ScenarioStep) => boolean = () => true) => {
    const mock = createMock()
    const scenario = await toScenario(name)
    const playing = await playServed(
      { ...mock, url: 'http://h' },
      { scenario: { ...scenario, steps: scenario.steps.filter(only) }, speed: 2 },
      mustName,
    )
    void mock.worlds.drop('default')
    return playing
  }

  it('tells its values, and how a guest takes part by HTTP and by a socket', async () => {
    const playing = await play('last-seat', false)
    const code = playing.values['code'] ?? ''
    expect(code).toMatch(/^[a-z]{3}-[a-z]{3}-[a-z]{3}$/)
    expect(playing).toEqual({
      name: 'last-seat',
      about: 'Two guests want the last seat in the same second; one gets it, and the other gets the next one.',
      speed: 2,
      values: { code },
      joins: [
        expect.stringMatching(new RegExp(`^curl .*'http://h/rooms/${code}/join'.*guestName`)),
        `io('http://h').emitWithAck('join-room', { code: '${code}', guestName: 'You' })`,
      ],
    })
  })

  it('without a guest is joined as its first caller, and by no socket where there are no seats', async () => {
    const { joins } = await play('agent-joins-twice', false)
    expect(joins).toEqual([
      expect.stringMatching(/^curl .*http:\/\/h\/api\/v1\/livechat\/room.join\?roomId=.*X-Auth-Token: /),
    ])
  })

  it('is joined as a guest, although its host comes first', async () => {
    const { joins } = await play('full-house', false)
    expect(joins).toEqual([
      expect.stringMatching(/^curl (?!.*Authorization).*\/join'.*guestName/),
      expect.stringMatching(/^io\(/),
    ])
  })

  it('is joined by a socket alone, where no call of it goes over HTTP', async () => {
    const { joins } = await play(
      'locked-mid-call',
      false,
      (step) => !isCallStep(step) || step.call.operation === 'lockMeetingRoom',
    )
    expect(joins).toEqual([expect.stringMatching(/^io\('http:\/\/h'\)\.emitWithAck\('join-room', /)])
  })

  it('names its world where that must be named', async () => {
    const { joins } = await play('last-seat', true)
    expect(joins.every((join) => join.includes('/~default'))).toBe(true)
  })
})
