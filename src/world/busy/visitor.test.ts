import { describe, expect, it } from 'vitest'
import { createDice } from './dice.ts'
import { appFields, guestOf, sourceOf } from './visitor.ts'

const INSTANT = Date.parse('2026-03-03T10:30:00.000Z')
const guestAt = (place: number, isOpen = true) => {
  const dice = createDice(50, 3)
  dice.begin(place)
  return guestOf(dice, 4, INSTANT, isOpen)
}
const guests = Array.from({ length: 400 }, (_, place) => guestAt(place))
const APP = {
  type: 'app',
  id: '5e3dadaa-e774-40d8-b3a4-b93b91747168',
  alias: 'WhatsApp Cloud',
  label: '+1 555-014-9199',
  sidebarIcon: 'whatsapp',
  defaultIcon: 'whatsapp',
}

describe('a visitor', () => {
  it('is the same on every machine, in every version', () => {
    expect(guestAt(3, false)).toEqual({
      id: '69a6b828d3cc906f146e1b5c',
      username: '15557844951',
      token: 'cmv29hubgfzwj9dbsdqj0',
      name: 'Madonna Turcotte',
      status: 'offline',
      account: { id: '104215550149199', source: APP },
    })
    expect(guestAt(4, false)).toEqual({
      id: '69a6b828d3cc906f1430110b',
      username: 'guest-4',
      token: '566b1b7499e9fdb32769eb12e41ccc2e29855a5ccb3d5755b424dc4ddb8d68a0',
      name: 'Hellen Lehner',
      status: 'offline',
      account: null,
    })
  })

  it('writes from the widget or an app, one as often as the other, with ids like theirs', () => {
    const [apps, widgets] = [guests.filter(({ account }) => account), guests.filter(({ account }) => !account)]
    expect(apps.length > 160 && apps.length < 240).toBe(true)
    for (const { username, token, account } of apps) {
      expect([username, token]).toEqual([expect.stringMatching(/^1555\d{7}$/), expect.stringMatching(/^[0-9a-z]{21}$/)])
      expect(account?.id).toBe(
        `1042${account?.source.type === 'app' ? account.source.label?.replaceAll(/\D/g, '') : ''}`,
      )
    }
    for (const { username, token } of widgets)
      expect([username, token]).toEqual(['guest-4', expect.stringMatching(/^[0-9a-f]{64}$/)])
    for (const { id } of guests) expect(id).toMatch(/^69a6b828d3cc906f14[0-9a-f]{6}$/)
  })

  it('of an open room is online, away or offline; of a closed one, offline', () => {
    expect(new Set(guests.map(({ status }) => status))).toEqual(new Set(['online', 'away', 'offline']))
    expect(new Set([1, 2, 3, 4].map((place) => guestAt(place, false).status))).toEqual(new Set(['offline']))
  })

  it('is of a source, and of an app has fields that an agent may answer for a day', () => {
    expect([sourceOf(guestAt(3)), sourceOf(guestAt(4))]).toEqual([APP, { type: 'widget' }])
    expect(appFields(guestAt(3), INSTANT)).toEqual({
      whatsAppCloudMessage: { visitorWaId: '15557844951', contactWaId: '104215550149199' },
      whatsAppCloudSessionExpiration: '2026-03-04T10:30:00.000Z',
    })
    expect(appFields(guestAt(4), INSTANT).whatsAppCloudMessage?.contactWaId).toBe('')
  })
})
