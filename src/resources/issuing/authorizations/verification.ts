import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';

const IssuingVerificationCheck = enumeration<Stripe.Issuing.Authorization.VerificationData.AddressLine1Check>(
  'IssuingVerificationCheck',
  'Whether what was given is what is known.',
  { match: 'It is.', mismatch: 'It is not.', not_provided: 'Nothing was given.' },
);

const IssuingVerificationAuthenticationExemptionClaimedBy =
  enumeration<Stripe.Issuing.Authorization.VerificationData.AuthenticationExemption.ClaimedBy>(
    'IssuingVerificationAuthenticationExemptionClaimedBy',
    'Who said that the cardholder need not prove who they are.',
    { acquirer: 'The bank of the merchant.', issuer: 'The issuer of the card.' },
  );

const IssuingVerificationAuthenticationExemptionType =
  enumeration<Stripe.Issuing.Authorization.VerificationData.AuthenticationExemption.Type>(
    'IssuingVerificationAuthenticationExemptionType',
    'Why the cardholder need not prove who they are.',
    {
      low_value_transaction: 'It is a small amount.',
      transaction_risk_analysis: 'It is not risky.',
      unknown: 'It was not said.',
    },
  );

const IssuingVerificationAuthenticationExemption = builder
  .objectRef<Stripe.Issuing.Authorization.VerificationData.AuthenticationExemption>(
    'IssuingVerificationAuthenticationExemption',
  )
  .implement({
    description: 'Why the cardholder need not prove who they are, and who says so.',
    fields: (t) => ({
      claimedBy: enumerated(t, 'claimed_by', 'Who says so.', {
        type: IssuingVerificationAuthenticationExemptionClaimedBy,
      }),
      type: enumerated(t, 'type', 'Why.', {
        type: IssuingVerificationAuthenticationExemptionType,
      }),
    }),
  });

const IssuingVerificationThreeDSecureResult =
  enumeration<Stripe.Issuing.Authorization.VerificationData.ThreeDSecure.Result>(
    'IssuingVerificationThreeDSecureResult',
    'How a cardholder proved who they are (3D Secure).',
    {
      attempt_acknowledged: 'They could not, and the issuer knows that the merchant tried.',
      authenticated: 'They did.',
      failed: 'They could not.',
      required: 'They have to.',
    },
  );

const IssuingVerificationThreeDSecure = builder
  .objectRef<Stripe.Issuing.Authorization.VerificationData.ThreeDSecure>('IssuingVerificationThreeDSecure')
  .implement({
    description: 'Whether a cardholder proved who they are (3D Secure).',
    fields: (t) => ({
      result: enumerated(t, 'result', 'How it went.', {
        type: IssuingVerificationThreeDSecureResult,
      }),
    }),
  });

export const IssuingVerification = builder
  .objectRef<Stripe.Issuing.Authorization.VerificationData>('IssuingVerification')
  .implement({
    description: 'What of a card and its holder was checked.',
    fields: (t) => ({
      addressLine1Check: enumerated(t, 'address_line1_check', 'The first line of the address.', {
        type: IssuingVerificationCheck,
      }),
      addressPostalCodeCheck: enumerated(t, 'address_postal_code_check', 'The postal code.', {
        type: IssuingVerificationCheck,
      }),
      authenticationExemption: nested(t, 'authentication_exemption', 'Why no proof was wanted; null when it was.', {
        type: IssuingVerificationAuthenticationExemption,
        nullable: true,
      }),
      cvcCheck: enumerated(t, 'cvc_check', 'The security code.', { type: IssuingVerificationCheck }),
      expiryCheck: enumerated(t, 'expiry_check', 'The expiry.', {
        type: IssuingVerificationCheck,
      }),
      postalCode: text(t, 'postal_code', 'Their postal code; may be null.', { nullable: true }),
      threeDSecure: nested(t, 'three_d_secure', 'The proof; null when there was none.', {
        type: IssuingVerificationThreeDSecure,
        nullable: true,
      }),
    }),
  });
