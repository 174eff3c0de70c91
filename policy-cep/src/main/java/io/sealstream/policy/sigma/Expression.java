package io.sealstream.policy.sigma;

import java.util.List;

/** A condition over selections. */
sealed interface Expression {

  /** The same as one search, over the searches of the selections. */
  Search over(List<Search> selections);

  /** The same over selections that stand so many places further on. */
  Expression shifted(int places);

  /** A selection by its place in the detection. */
  record Selected(int index) implements Expression {
    @Override
    public Search over(List<Search> selections) {
      return selections.get(index);
    }

    @Override
    public Expression shifted(int places) {
      return new Selected(index + places);
    }
  }

  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Search over(List<Search> selections) {
      return new Search.All(parts.stream().map(part -> part.over(selections)).toList());
    }

    @Override
    public Expression shifted(int places) {
      return new And(parts.stream().map(part -> part.shifted(places)).toList());
    }
  }

  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Search over(List<Search> selections) {
      return new Search.Any(parts.stream().map(part -> part.over(selections)).toList());
    }

    @Override
    public Expression shifted(int places) {
      return new Or(parts.stream().map(part -> part.shifted(places)).toList());
    }
  }

  record Not(Expression part) implements Expression {
    @Override
    public Search over(List<Search> selections) {
      return new Search.None(part.over(selections));
    }

    @Override
    public Expression shifted(int places) {
      return new Not(part.shifted(places));
    }
  }
}
