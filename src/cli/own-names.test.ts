import { expect, it } from 'vitest'
import { EDITIONS } from '../edition.ts'
import { faces } from '../contract/compiled/faces.ts'
import { ownNames } from './own-names.ts'

const OVER_HTTP = ['joinLivechatRoom', 'joinMeetingRoom', 'joinVideoConference', 'listLivechatRooms']

it('our contracts are checked by all that greenroom knows: rules, cases, harmless calls, subjects and sources', async () => {
  const { rules, cases, harmless, subjects, sources } = await ownNames()
  for (const face of EDITIONS.flatMap((edition) => faces[edition]))
    for (const { name } of face.outcomes)
      for (const known of [rules, cases]) expect(known?.get(face.operation), face.operation).toContain(name)
  expect([...(harmless ?? [])].toSorted()).toEqual(OVER_HTTP)
  expect(subjects).toEqual(['meeting-room', 'livechat-room', 'call', 'limit'])
  const cited = EDITIONS.flatMap((edition) => faces[edition]).flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => outcome.sources),
  )
  for (const source of cited.filter((each) => each.includes('#'))) {
    const [file = '', section = ''] = source.split('#')
    expect(sources?.get(file), source).toContain(section)
  }
})
