"""What can be wrong with what the engine is given; each error carries its evidence."""


class MatchingError(Exception):
    """Anything the engine refuses, in one sentence that says how to mend it."""


class TableError(MatchingError):
    """A cell, row or file of an instance that cannot be read.

    Attributes: `table` (file or table name), `row` (as a spreadsheet shows it; None for the whole
    file), `column` (None for the whole row) and `problem`.
    """

    def __init__(
        self, table: str, problem: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        """Keep where it is and say it in one line."""
        self.table, self.row, self.column, self.problem = table, row, column, problem
        where = [table]
        if row is not None:
            where.append(f"row {row}")
        if column is not None:
            where.append(f"column {column}")
        super().__init__(f"{', '.join(where)}: {problem}")

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send the error home with its evidence."""
        return _table_error, (self.table, self.problem, self.row, self.column)


class RequestError(MatchingError):
    """A field of a brief or of a grouping that cannot be used.

    Attributes: `field` (a path such as `cells[2].level`, empty for the whole) and `problem`.
    """

    def __init__(self, field: str, problem: str) -> None:
        """Keep the field and say what is wrong with it."""
        self.field, self.problem = field, problem
        super().__init__(f"{field}: {problem}" if field else problem)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send the error home with its evidence."""
        return RequestError, (self.field, self.problem)


class MembersError(MatchingError):
    """A set of members that cannot be scored; `ids` are those at fault."""

    def __init__(self, problem: str, ids: tuple[str, ...] = ()) -> None:
        """Keep the ids at fault."""
        self.problem, self.ids = problem, ids
        super().__init__(problem)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send the error home with its evidence."""
        return MembersError, (self.problem, self.ids)


class ResultError(MatchingError):
    """A stored result that cannot be read; `field` is the part at fault."""

    def __init__(self, field: str, problem: str) -> None:
        """Keep the field and say what is wrong with it."""
        self.field, self.problem = field, problem
        super().__init__(f"{field}: {problem}" if field else problem)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send the error home with its evidence."""
        return ResultError, (self.field, self.problem)


class ClusterError(MatchingError):
    """Workers elsewhere that cannot be used; `address` is where they were looked for."""

    def __init__(self, address: str, problem: str) -> None:
        """Keep the address and say what is wrong there."""
        self.address, self.problem = address, problem
        super().__init__(f"{address}: {problem}")

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process send the error home with its evidence."""
        return ClusterError, (self.address, self.problem)


def _table_error(table: str, problem: str, row: int | None, column: str | None) -> TableError:
    return TableError(table, problem, row=row, column=column)
