import { expect, test } from 'greenroom/playwright'

// No mock is running for these: it is in the test's own process, and Playwright passes the calls of the page to it.
test.use({ greenroom: { inProcess: {} } })

test('a guest reads that the room is full', async ({ page, world }) => {
  await world.arm('joinMeetingRoom', 'room-full')
  await page.goto('/')
  await page.getByLabel('Room').fill('abc-def-ghi')
  await page.getByLabel('Your name').fill('Jane')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('status')).toHaveText('No seat: Room is full')
})
