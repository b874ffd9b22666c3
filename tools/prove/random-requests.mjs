/** Random queries and bodies for the three operations of Rocket.Chat: right, nearly right, and wrong in every way. */
import { createRandom } from '../../bench/replicas/random.ts'

/** `count` requests to each operation: the same ones for the same seed. */
export function randomRequests(seed, count) {
  const dice = diceOf(createRandom(seed))
  return Object.entries(OPERATIONS).flatMap(([operation, make]) =>
    Array.from({ length: count }, () => ({ operation, ...make(dice) })),
  )
}

function diceOf(random) {
  const below = (limit) => Math.floor(random() * limit)
  return { below, often: (percent) => below(100) < percent, one: (choices) => choices[below(choices.length)] }
}

const OPERATIONS = {
  joinLivechatRoom: (dice) => ({ query: queryOf(dice, ['roomId', 'roomId', 'roomId', 'extra'], 3) }),
  listLivechatRooms: (dice) => ({ query: queryOf(dice, dice.often(15) ? [...FILTERS, 'extra'] : FILTERS, 5) }),
  joinVideoConference: (dice) => ({ body: bodyOf(dice) }),
}

const words = (text) => text.split(' ')
const FILTERS = words(
  'count offset sort query fields createdAt closedAt customFields agents roomName departmentId open onhold queued tags units',
)
const TEXTS = [
  ...words('0 1 -1 1.5 1e3 01 0x10 Infinity NaN true false null undefined TRUE abc gMMeBpWyLeowCrzBv'),
  ...words('{} {"ts":1} [1] é 😀 a&b=c a+b __proto__'),
  '',
  ' ',
  ' 7',
]
/** As a name is, as lists and objects are written, and so that two of them get in each other's way. */
const FORMS = ['', '', '', '', '[]', '[]', '[0]', '[1]', '[a]', '[a][]', '[][a]']

function queryOf(dice, names, most) {
  const pair = () => `${dice.one(names)}${dice.one(FORMS)}=${encodeURIComponent(dice.one(TEXTS))}`
  return Array.from({ length: dice.below(most + 1) }, pair).join('&')
}

const SCALARS = [true, false, null, 0, 1, 2.5, ...TEXTS]

function valueOf(dice) {
  if (dice.often(70)) return dice.one(SCALARS)
  return dice.often(50)
    ? Array.from({ length: dice.below(3) }, () => dice.one(SCALARS))
    : membersOf(dice, ['a', 'mic'], 60)
}

/** Each of these members as often as this percentage says. */
function membersOf(dice, names, percent) {
  const chosen = names.filter(() => dice.often(percent))
  return Object.fromEntries(chosen.map((member) => [member, valueOf(dice)]))
}

function bodyOf(dice) {
  if (dice.often(3)) return [valueOf(dice)]
  const callId = dice.often(60) ? { callId: '697887e3c8b0533020781a4a' } : membersOf(dice, ['callId'], 70)
  const state = dice.often(50) ? { state: stateOf(dice) } : {}
  return { ...callId, ...state, ...membersOf(dice, ['extra'], 10) }
}

const stateOf = (dice) =>
  dice.often(70) ? { ...membersOf(dice, ['mic', 'cam'], 80), ...membersOf(dice, ['screen'], 10) } : valueOf(dice)
