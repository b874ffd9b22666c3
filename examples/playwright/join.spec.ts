import { expect, test } from 'greenroom/playwright'

test('a guest gets a seat', async ({ page, world }) => {
  await page.goto('/')
  await page.getByLabel('Room').fill('abc-def-ghi')
  await page.getByLabel('Your name').fill('Jane')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('status')).toHaveText('Jane has a seat')

  const { inside } = await world.meetingRooms.get('abc-def-ghi')
  expect(inside.map(({ guestName }) => guestName)).toEqual(['Jane'])
})

test('a guest reads that the same room is locked, in another world', async ({ page, world }) => {
  await world.meetingRooms.change('abc-def-ghi', { isLocked: true })
  await page.goto('/')
  await page.getByLabel('Room').fill('abc-def-ghi')
  await page.getByLabel('Your name').fill('Jane')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('status')).toHaveText('No seat: Room is locked')

  await world.journal.next({ operation: 'joinMeetingRoom', outcome: 'room-locked' })
})
