import { faker } from '@faker-js/faker/locale/en'

/**
 * A module with the words used by generated seeds. `instant` replaces today's date, so that the same package version yields the
 * same words on any day.
 */
export function emitWords(instant: string): string {
  faker.seed(SEED)
  faker.setDefaultRefDate(instant)
  const pools = Object.entries(POOLS).map(
    ([name, { says, items }]) =>
      `\n/** ${says} */\nexport const ${name}: readonly ${typeOf(items)} = ${rows(items())}\n`,
  )
  return `${DEPARTMENT}${pools.join('')}`
}

// Any number; another one yields other words, and so another `busy` world.
const SEED = 20260303

const DEPARTMENT = `
/** The unit a conversation belongs to; the units above it are its ancestors. */
export interface Department {
  readonly _id: string
  readonly name: string
  readonly ancestors: readonly string[]
}
`

interface Pool {
  readonly says: string
  readonly items: () => readonly unknown[]
}

const POOLS: Readonly<Record<string, Pool>> = {
  firstNames: { says: 'First names.', items: () => distinct(400, () => faker.person.firstName()) },
  lastNames: { says: 'Last names.', items: () => distinct(400, () => faker.person.lastName()) },
  messages: { says: 'What visitors and agents write.', items: () => distinct(300, message) },
  departments: { says: 'The departments of a company.', items: departments },
  tags: { says: 'What a closed conversation was about.', items: () => TAGS },
  businessPhones: {
    says: 'Numbers for writing to a business, in a nonexistent area.',
    items: () => distinct(12, () => `+1 555-01${faker.string.numeric(1)}-${faker.string.numeric(4)}`),
  },
}

const typeOf = (items: Pool['items']): string => (items === departments ? 'Department[]' : 'string[]')

/** One item per line; only JSON gets into the code. */
const rows = (items: readonly unknown[]): string => `[\n${items.map((item) => ` ${JSON.stringify(item)},\n`).join('')}]`

const PLAIN = /^[\x20-\x7e]+$/

/** This many distinct texts in plain ASCII, whose length and order don't depend on the machine. */
function distinct(count: number, make: () => string): readonly string[] {
  const found = new Set<string>()
  for (let tries = 0; found.size < count && tries < count * 100; tries++) {
    const text = make()
    if (PLAIN.test(text)) found.add(text)
  }
  return [...found]
}

const { commerce, company, date, finance, hacker, location, number, person, string } = faker

const product = (): string => commerce.productName().toLowerCase()
const order = (): string => `order ${string.numeric({ length: 6, allowLeadingZeros: false })}`
const day = (): string =>
  faker.helpers.arrayElement([date.weekday(), `${date.month()} ${number.int({ min: 1, max: 28 })}`])

const SENTENCES: readonly (() => string)[] = [
  () => `Hello, is the ${product()} still in stock?`,
  () => `Hi, this is ${person.firstName()} from ${company.name()}. Where can I see my ${order()}?`,
  () => `My ${order()} has not arrived yet, it was promised for ${day()}.`,
  () => `Can I change the address of ${order()} to ${location.streetAddress()}?`,
  () => `I was charged ${finance.amount({ symbol: '$' })} twice for ${order()}.`,
  () => `Do you deliver to ${location.city()}?`,
  () => `The ${product()} that I got is not the one in the picture.`,
  () => `How do I ${hacker.verb()} the ${hacker.noun()} of my account?`,
  () =>
    `It says: "the ${hacker.adjective()} ${hacker.abbreviation()} ${hacker.noun()} is not available". What does that mean?`,
  () => `I would like an invoice for ${company.name()}, please.`,
  () => `Thank you, I have found your ${order()}. It leaves our store on ${day()}.`,
  () => `I have sent ${finance.amount({ symbol: '$' })} back to your card, it takes until ${day()}.`,
  () => `Could you send me a photo of the ${product()}, please?`,
  () => `A colleague will ${hacker.verb()} the ${hacker.noun()} and write to you by ${day()}.`,
  () => `The ${product()} comes in ${commerce.productMaterial().toLowerCase()}, too.`,
  () => `You are welcome. Is there anything else about ${order()}?`,
]

const message = (): string => faker.helpers.arrayElement(SENTENCES)()

// The alphabet of Meteor's ids.
const UNMISTAKABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz'
const NAMES = 'Sales,Support,Billing,Returns,Shipping,Accounts,Partners,Complaints,Bookings,Warranty,Repairs,Press'
const TAGS = (
  'billing,refund,delivery,damaged,exchange,invoice,login,password,bug,feature-request,upgrade,downgrade,' +
  'cancellation,complaint,praise,spam,vip,follow-up,no-reply,duplicate'
).split(',')

const id = (): string => string.fromCharacters(UNMISTAKABLE, 17)

/** Each department belongs to one of three units. */
function departments(): readonly unknown[] {
  const units = [id(), id(), id()]
  return NAMES.split(',').map((name, index) => ({ _id: id(), name, ancestors: [units[index % units.length]] }))
}
