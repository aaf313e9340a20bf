// What each number on the insights page means, in full sentences: one click away from where it stands.

export interface Definition {
  readonly name: string;
  readonly says: string;
}

export const DEFINITIONS = {
  calls: {
    name: 'Calls',
    says: 'Hook calls that were answered in this time (UTC days), with cards or without. Refused calls are not counted.',
  },
  cards: {
    name: 'Cards',
    says: 'Cards that were shown, each counted once, whichever rules wrote it. What was held back (already answered, in shadow) is not counted.',
  },
  perHundred: {
    name: 'Cards per 100 calls',
    says: 'Cards shown, divided by calls answered, times 100. A call can be answered with several cards.',
  },
  acceptance: {
    name: 'Accepted',
    says: 'Cards of which a suggestion was accepted, as a share of the cards that had a suggestion. By week it is their number. Cards that can only be read are not in it: nothing on them can be accepted.',
  },
  overrides: {
    name: 'Overridden',
    says: 'Cards that were overridden, as a share of the cards that were answered (accepted or overridden); by week their number, and the share as the override rate. In brackets the 95 % interval (Wilson): where the true rate may well be, for so few answers. Of several answers to a card the latest by the clinician’s clock counts. A card that can only be read can only be overridden, so read this by class.',
  },
  unanswered: {
    name: 'Not answered',
    says: 'Cards that were shown and neither accepted nor overridden so far. They may have been read and followed, or not seen: the server cannot tell.',
  },
  repeats: {
    name: 'Repeats',
    says: 'Cards that said of a patient what an earlier card had said, on the same values: nobody had answered that one. Known only while the memory of answers is on (memory.enabled).',
  },
  links: {
    name: 'Links opened',
    says: 'Cards of which a link was opened at least once: the basis, or the course of B2M. The trend is counted where the EHR hands on the launch’s context. Whatever opens links by itself, such as a virus scanner, counts too.',
  },
  class: {
    name: 'Class of card',
    says: 'With an action: it has a suggestion to accept. Information: it can only be read. Critical: its indicator is critical, whether or not it suggests anything.',
  },
  rules: {
    name: 'By rule',
    says: 'A card that two rules wrote counts for both, so the rules together show more than there were cards.',
  },
  versions: {
    name: 'Versions',
    says: 'The versions of the knowledge that wrote these cards. A line in the pictures marks the week in which a version was first seen in this time; a site’s own changes end in “+site.” and a mark.',
  },
  groups: {
    name: 'By client, role and department',
    says: 'A client is who called, by the name in the configuration. Roles and departments are told apart where the client’s configuration maps what its calls say (clients[].insights); what it does not map is “not mapped”.',
  },
  reasons: {
    name: 'Why overridden',
    says: 'The reason that came with the override, one for each overridden card. The words are those of the menu on the card.',
  },
  comments: {
    name: 'Comments',
    says: 'What clinicians wrote with an override. Free text may name a patient, so it needs a token of its own, and it is kept for a shorter time than the counts (retention.commentsDays).',
  },
  shadow: {
    name: 'In shadow',
    says: 'Cards that would have been shown and were not, because the server runs in shadow mode or the site keeps the rule in shadow. They are in no other number here.',
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type Defined = keyof typeof DEFINITIONS;
