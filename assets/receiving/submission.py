"""Which submissions the received files are: the same content for the same regency and period is one, however often it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assets.receiving.filed_rows import received_on
from assets.receiving.inbox import Claim, Receipt
from assets.storage.journal import Line

#: Regency and period as one name of a file tells them; None where it does not.
WhoAndWhen = tuple[str | None, str | None]


@dataclass(frozen=True)
class Submission:
    """One content for one regency and period. `receipts` in order, `named` those whose name tells just that."""

    id: str
    sha256: str
    identity: WhoAndWhen
    receipts: tuple[Receipt, ...]
    named: tuple[Receipt, ...]

    def order(self, closed: Mapping[str, int]) -> int:
        """The journal's line of the last time that it came; of what was there before its period was closed, the last before that.

        `closed` maps a closed period to the line of its closing.
        """
        return _last(self.receipts, closed.get(self.identity[1] or "")).seq

    def file(self, closed: Mapping[str, int]) -> str:
        """The name under which it is read and shown: the last one that tells regency and period."""
        return _last(self.named, closed.get(self.identity[1] or "")).file

    def claim(self) -> Claim | None:
        """The claim that gives its date received: that of the earliest day on which these bytes came."""
        return min(self.receipts, key=lambda receipt: (received_on(_line_of(receipt), receipt.claim), receipt.seq)).claim

    def line(self, closed: Mapping[str, int]) -> Line:
        """What the tables tell of it: `submission`, `sha256`, `file`, `seq` (its order), `at` (when it was found first)."""
        return {"submission": self.id, "sha256": self.sha256, "file": self.file(closed), "seq": self.order(closed),
                "at": self.receipts[0].at}  # fmt: skip


def submissions_of(receipts: Iterable[Receipt], identities: Mapping[str, WhoAndWhen]) -> list[Submission]:
    """The submissions that one content is. `receipts` are all of these bytes, `identities` what each of their names says.

    The first that could be identified bears the bare SHA-256 as its id, any other one that with regency and period behind it.
    A name that tells too little goes with the one that it does not contradict, so that a file refused for its name is answered
    by the same file under a better one.
    """
    named: dict[WhoAndWhen, list[Receipt]] = {}
    for receipt in receipts:
        named.setdefault(identities[receipt.file], []).append(receipt)
    whole = {identity: group for identity, group in named.items() if None not in identity}
    answered = {identity: list(group) for identity, group in whole.items()}
    for identity in named.keys() - whole.keys():
        for receipt in named[identity]:
            answered.setdefault(_answer(identity, receipt, whole) or identity, []).append(receipt)
    in_order = sorted(answered.items(), key=lambda each: (None in each[0], each[1][0].seq))
    return [
        Submission(_id(group[0].sha256, identity, number), group[0].sha256, identity, _ordered(group), _ordered(named[identity], group))
        for number, (identity, group) in enumerate(in_order)
    ]  # fmt: skip


def _ordered(receipts: Iterable[Receipt], among: Iterable[Receipt] | None = None) -> tuple[Receipt, ...]:
    """The receipts in the order in which they came; only those that are `among` others too, where these are given."""
    kept = {receipt.seq for receipt in (receipts if among is None else among)}
    return tuple(sorted((receipt for receipt in receipts if receipt.seq in kept), key=lambda receipt: receipt.seq))


def _answer(identity: WhoAndWhen, refused: Receipt, whole: Mapping[WhoAndWhen, list[Receipt]]) -> WhoAndWhen | None:
    """The identified submission that answers a receipt under a name that tells too little: the next one after it, else the only one.

    `whole`: regency and period → the receipts whose names tell both. None when none of them fits, or several that came before.
    """
    fitting = [each for each in whole if all(part in (None, wanted) for part, wanted in zip(identity, each, strict=True))]
    later = {receipt.seq: each for each in fitting for receipt in whole[each] if receipt.seq > refused.seq}
    if later:
        return later[min(later)]
    return fitting[0] if len(fitting) == 1 else None


def _id(sha: str, identity: WhoAndWhen, number: int) -> str:
    """The bare SHA-256 for the first submission of these bytes; for the others with regency and period: `<sha256>:62.02:2025-03`."""
    return sha if number == 0 else ":".join([sha, *(part or "-" for part in identity)])


def _last(receipts: tuple[Receipt, ...], closed_at: int | None) -> Receipt:
    """The last receipt up to the journal's line `closed_at`; the first when all came later; the last when nothing was closed."""
    before = [receipt for receipt in receipts if closed_at is not None and receipt.seq <= closed_at]
    if before:
        return before[-1]
    return receipts[-1] if closed_at is None else receipts[0]


def _line_of(receipt: Receipt) -> Line:
    """As much of the receipt's line of the journal as `received_on` asks for."""
    return {"at": receipt.at}
