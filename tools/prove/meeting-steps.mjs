/** What people do with the meeting product's own front end, and what they must see then. */
const ROOM = 'abc-def-ghi'

/** To the room by its link, with a name, as guests do. */
async function joins(stage, person, code = ROOM) {
  const page = await stage.enter(person)
  await page.goto(`/join/${code}`)
  await page.getByLabel('Display name').fill(person)
  await page.getByRole('button', { name: 'Join room' }).click()
  return page
}

const sees = (page, text) => page.getByText(text).first().waitFor()
const counts = (page, count) => sees(page, `${count} ${count === 1 ? 'participant' : 'participants'}`)
const presses = (page, title) => page.getByTitle(title).click()

async function leaves(page) {
  await presses(page, 'Leave meeting')
  await presses(page, 'Click again to leave')
}

async function refused(stage, code, reason) {
  const page = await joins(stage, 'Zoe', code)
  await sees(page, "Couldn't join the room")
  await sees(page, reason)
}

/** Title and play of each, in order; what one does is there for the next. */
export const STEPS = {
  'Ann sees the room before she joins, and joins': async (stage) => {
    const page = await joins(stage, 'Ann')
    await counts(page, 1)
    await presses(page, 'Participants (P)')
    await sees(page, 'People in room (1)')
  },
  'Bob joins: each sees the other': async (stage) => {
    await counts(await joins(stage, 'Bob'), 2)
    await sees(stage.page('Ann'), 'Bob joined the meeting')
    await sees(stage.page('Ann'), 'People in room (2)')
  },
  "each sees the other's camera, over WebRTC": async (stage) => {
    const plays = () => [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0).length === 2
    for (const person of ['Ann', 'Bob']) await stage.page(person).waitForFunction(plays)
  },
  'Ann writes, and Bob reads it': async (stage) => {
    for (const person of ['Ann', 'Bob']) await presses(stage.page(person), 'Chat (C)')
    await stage.page('Ann').getByPlaceholder('Write a message').fill('Good morning')
    await presses(stage.page('Ann'), 'Send message')
    await sees(stage.page('Bob'), 'Good morning')
  },
  'Bob raises his hand, and Ann is told': async (stage) => {
    await presses(stage.page('Bob'), 'Raise hand (H)')
    await sees(stage.page('Ann'), 'Bob raised their hand')
  },
  'a guest joins by the documented call over HTTP: both see them': async (stage) => {
    const headers = { 'content-type': 'application/json' }
    await fetch(`${stage.mock}/rooms/${ROOM}/join`, { method: 'POST', headers, body: '{"guestName":"Cleo"}' })
    for (const person of ['Ann', 'Bob']) await sees(stage.page(person), 'Cleo joined the meeting')
    await counts(stage.page('Bob'), 3)
  },
  'Bob leaves: Ann is told, and sees one less': async (stage) => {
    await leaves(stage.page('Bob'))
    await sees(stage.page('Ann'), 'Bob left the meeting')
    await counts(stage.page('Ann'), 2)
  },
  'Dan closes his tab: Ann is told': async (stage) => {
    await counts(await joins(stage, 'Dan'), 3)
    await stage.page('Dan').close()
    await sees(stage.page('Ann'), 'Dan left the meeting')
  },
  'a locked room is refused with its reason': (stage) => refused(stage, 'lck-rom-now', 'Room is locked'),
  'a full room is refused with its reason': (stage) => refused(stage, 'ful-rom-now', 'Room is full'),
  'a room that has ended is refused with its reason': (stage) =>
    refused(stage, 'end-rom-now', 'Room is no longer active'),
  'an unknown room is told before the join': async (stage) => {
    const page = await stage.enter('Yan')
    await page.goto('/join/non-rom-now')
    await sees(page, 'Room not found')
  },
  'Eve registers, and makes a room of her own as its host': async (stage) => {
    const page = await stage.enter('Eve')
    await page.goto('/register')
    await page.getByLabel('Display name').fill('Eve')
    await page.getByLabel('Email').fill('eve@example.org')
    await page.getByLabel('Password').fill('eve-password')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('button', { name: 'Create room' }).click()
    await page.getByRole('button', { name: 'Join room' }).click()
    await counts(page, 1)
  },
  'Fay joins it, and Eve removes her': async (stage) => {
    const eve = stage.page('Eve')
    const [code] = /[a-z]{3}-[a-z]{3}-[a-z]{3}/.exec(eve.url())
    await joins(stage, 'Fay', code)
    await presses(eve, 'Participants (P)')
    await sees(eve, 'People in room (2)')
    await eve.getByTitle('More options').click({ force: true })
    await eve.getByRole('button', { name: 'Remove' }).click()
    await sees(eve, 'Fay left the meeting')
    await sees(eve, 'People in room (1)')
  },
}
