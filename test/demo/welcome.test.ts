// The banner of a demonstration says how it runs: with or without authentication, and a first call that is answered so.
import { expect, test } from '@jest/globals';
import { welcome } from '../../src/demo-mode.ts';

const shown = {
  url: 'http://127.0.0.1:3000',
  serviceIds: ['b2m-patient-view'],
  fhirBaseUrl: 'http://127.0.0.1:3001/fhir',
  audience: 'https://cds.example.org',
} as const;

test('without authentication the call goes as it stands, in a session that nobody else answers in', () => {
  const text = welcome({ ...shown, auth: 'off', loopback: true });
  expect(text).toContain('no authentication, this machine only');
  expect(text).toContain('"org.clearstage.session":"first-call"');
  expect(text).not.toMatch(/TOKEN|authorization/);
});

test('with authentication it says so, how to sign the call, and shows the call with its token', () => {
  const text = welcome({ ...shown, auth: 'required', loopback: false });
  expect(text).not.toMatch(/no authentication|this machine only/);
  expect(text).toContain('--aud https://cds.example.org/cds-services/b2m-patient-view');
  expect(text).toContain('-H "authorization: Bearer $TOKEN"');
});

test('without its data there is no call to show', () => {
  expect(welcome({ ...shown, fhirBaseUrl: undefined, auth: 'off', loopback: true })).not.toContain('curl');
});
