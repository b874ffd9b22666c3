import { describe, expect, it } from 'vitest'
import { cutThoseIn, lookAfter, type WatchedClient } from './ddp-clients.ts'

function clientIn(world: string, readyState = 1) {
  const said: string[] = []
  const webSocket = { readyState, OPEN: 1, ping: () => said.push('ping'), terminate: () => said.push('cut') }
  const client: WatchedClient = { webSocket, world: { name: world }, isHeard: true }
  return { said, client }
}

describe('a silent client', () => {
  it('is asked, and cut if it does not answer', () => {
    const { said, client } = clientIn('qa')
    lookAfter([client])
    expect(said).toEqual(['ping'])
    client.isHeard = true
    lookAfter([client])
    lookAfter([client])
    expect(said).toEqual(['ping', 'ping', 'cut'])
  })

  it('is not asked while it is closing', () => {
    const { said, client } = clientIn('qa', 2)
    lookAfter([client])
    expect(said).toEqual([])
  })
})

it('the clients of one world are cut, and no others', () => {
  const [one, other] = [clientIn('one'), clientIn('other')]
  cutThoseIn('one', [one.client, other.client])
  expect([one.said, other.said]).toEqual([['cut'], []])
})
