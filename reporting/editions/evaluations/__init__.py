"""The evaluation of a plan, an edition of its own: evidence that the portal draws, ratings with
reasons, recommendations that become commitments. It must not know how a report of a period is
made."""
