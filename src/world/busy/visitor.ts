import { businessPhones } from '../../contract/compiled/words.ts'
import type { LivechatRoom, Source } from '../../contract/compiled/types.ts'
import { nameOf } from './population.ts'
import type { Dice } from './dice.ts'
import { isoText } from './iso-text.ts'

/** A visitor, and the channel they write from. */
export interface Guest {
  readonly id: string
  readonly username: string
  readonly token: string
  readonly name: string
  readonly status: string
  /** The account that an app's visitor writes to; null for the widget of a page. */
  readonly account: Account | null
}

/** The account of a business in an app. */
export interface Account {
  readonly id: string
  readonly source: Source
}

/** Generates a visitor who came when the room began; the widget numbers anonymous ones. */
export function guestOf(dice: Dice, number: number, began: number, isOpen: boolean): Guest {
  const [first, last] = nameOf(dice)
  const account = dice.below(2) === 0 ? dice.one(ACCOUNTS, null) : null
  return {
    id: `${Math.floor(began / 1000).toString(16)}d3cc906f14${dice.text(HEX, 6)}`,
    username: account === null ? `guest-${number}` : `1555${dice.text(DIGITS, 7)}`,
    token: account === null ? dice.text(HEX, 64) : dice.text(ALPHANUMERIC, 21),
    name: `${first} ${last}`,
    status: isOpen ? dice.one(STATUSES, '') : 'offline',
    account,
  }
}

const HEX = '0123456789abcdef'
const DIGITS = '0123456789'
const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyz'
const STATUSES = ['online', 'online', 'away', 'offline'] as const

/** The documented app, with numbers of our own. */
const ACCOUNTS: readonly Account[] = businessPhones.map((label) => ({
  id: `1042${label.replaceAll(/\D/g, '')}`,
  source: {
    type: 'app',
    id: '5e3dadaa-e774-40d8-b3a4-b93b91747168',
    alias: 'WhatsApp Cloud',
    label,
    sidebarIcon: 'whatsapp',
    defaultIcon: 'whatsapp',
  },
}))

const WIDGET: Source = { type: 'widget' }

/** The source of a room. */
export const sourceOf = ({ account }: Guest): Source => account?.source ?? WIDGET

/** The app's fields of a room: an agent may answer for a day after the visitor's last message. */
export const appFields = ({ username, account }: Guest, visitorsLast: number): AppFields => ({
  whatsAppCloudMessage: { visitorWaId: username, contactWaId: account?.id ?? '' },
  whatsAppCloudSessionExpiration: isoText(visitorsLast + DAY),
})

const DAY = 24 * 3_600_000

type AppFields = Exclude<LivechatRoom['customFields'], undefined>
